import { countersOf, keepMarks, type Wagered } from './counters.ts'
import { openLedger } from './ledger.ts'
import { planNewcomers } from './newcomers.ts'
import { periodsIn } from './periods.ts'
import { derivePlayer, historyBegins, type Player } from './players.ts'
import { keyFrom } from './random.ts'

export type SimulationOptions = {
  /** Same seed, same players and same wagers. 7 and '7' are the same seed. */
  seed: string | number
  /** Players at the start, 0 to 1,000,000. */
  players: number
  /** The simulated instant at which the server starts; 2022 or later. Wagers do not depend on it. */
  startAt: Date
  /** IANA zone in which days, weeks and months begin. Default 'UTC'. */
  timeZone?: string
  /** ISO number of the first day of the week, 1 Monday to 7 Sunday. Default 1. */
  weekStartsOn?: number
  /** Simulated time per real time. Default 1. */
  speed?: number
  /** Newcomers per simulated hour. Default one per thousand players. */
  newcomersPerHour?: number
  /** When the first newcomers arrive. Default `startAt`; pass a fixed instant to keep them over a restart. */
  newcomersFrom?: Date
  /** How often, how fast and how much people play; above 0, at most 100. Default 1. */
  activity?: number
}

/** One player as the upstream lists them. Amounts are bigint counts of 0.00000001. */
export type SimulatedRow = { uid: string; name: string; wagered: Wagered }

export type Simulation = {
  startAt: Date
  speed: number
  timeZone: string
  /** Every player listed at a simulated instant, in the order they joined. Does not depend on earlier calls. */
  rowsAt: (instant: Date) => SimulatedRow[]
  /** The simulated instant after `realElapsedMs` milliseconds of real time: startAt + realElapsedMs * speed. */
  instantAfter: (realElapsedMs: number) => Date
}

/**
 * A simulated player base: a pure function from (seed, instant) to rows. Nothing advances by itself and nothing is
 * drawn from a running generator, so two processes with the same options agree on every digit.
 *
 * @throws RangeError when an option is out of range, or `rowsAt` is asked about a time before 2022
 */
export function createSimulation(options: SimulationOptions): Simulation {
  const { timeZone = 'UTC', weekStartsOn = 1, speed = 1, activity = 1, players } = options
  const startAt = new Date(options.startAt)
  const newcomersFrom = (options.newcomersFrom ?? startAt).getTime()
  const perHour = options.newcomersPerHour ?? players / 1000
  ensure(Number.isInteger(players) && players >= 0 && players <= 1_000_000, 'players must be 0 to 1,000,000')
  ensure(startAt.getTime() >= historyBegins, 'startAt must be 2022-01-01 or later')
  ensure(newcomersFrom >= historyBegins, 'newcomersFrom must be 2022-01-01 or later')
  ensure(speed > 0 && speed <= 1_000_000, 'speed must be above 0 and at most 1,000,000')
  ensure(activity > 0 && activity <= 100, 'activity must be above 0 and at most 100')
  ensure(perHour >= 0 && perHour <= 100_000, 'newcomersPerHour must be 0 to 100,000')

  const seedKey = keyFrom(options.seed)
  const newcomers = planNewcomers(seedKey, newcomersFrom, perHour)
  const periodsAt = periodsIn(timeZone, weekStartsOn)
  const ledger = openLedger(activity)
  const known: Player[] = []

  const listedAt = (instant: number): number => {
    const count = players + newcomers.countAt(instant)
    for (let index = known.length; index < count; index++) {
      known.push(derivePlayer(seedKey, index, index < players ? undefined : newcomers.joinedAt(index - players)))
    }
    return count
  }
  const totalsAt = (instant: number): BigInt64Array => {
    const totals = new BigInt64Array(listedAt(instant))
    for (let index = 0; index < totals.length; index++) totals[index] = ledger.totalAt(index, known[index]!, instant)
    return totals
  }
  const marksAt = keepMarks(totalsAt)

  return {
    startAt,
    speed,
    timeZone,
    instantAfter: (realElapsedMs) => new Date(startAt.getTime() + Math.round(realElapsedMs * speed)),
    rowsAt(at) {
      const instant = at.getTime()
      ensure(instant >= historyBegins, 'the simulation knows no time before 2022-01-01')
      const marks = marksAt(periodsAt(instant))
      const count = listedAt(instant)
      const rows: SimulatedRow[] = []
      for (let index = 0; index < count; index++) {
        const player = known[index]!
        const wagered = countersOf(index, ledger.totalAt(index, player, instant), marks)
        rows.push({ uid: player.uid, name: player.name, wagered })
      }
      return rows
    },
  }
}

function ensure(condition: boolean, message: string): void {
  if (!condition) throw new RangeError(message)
}
