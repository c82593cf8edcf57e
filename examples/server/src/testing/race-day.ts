import { storeReading } from '@goated/ingest'
import type { Race } from '@goated/races'
import { advanceRaces, createRace, DEFAULT_CALENDAR, recordLeaderboards, recordRaceTotals } from '@goated/races'
import { type RecordedEvent, type TransactionalDb } from '@goated/schema'
import { type ManualClock, manualClock } from '@goated/testkit'

/** A day with a race from 11:00 to 14:00, played by what the tests say the upstream shows. */
export interface RaceDay {
  clock: ManualClock
  race: Race
  /** Moves the clock to a time of the day and stores a reading: what each player wagered since the day began. */
  read(time: string, wagered: Readonly<Record<string, number>>): Promise<RecordedEvent[]>
  /** Moves the clock and every race that is due. */
  advance(time: string): Promise<RecordedEvent[]>
}

export const SOURCE = 'goated'

/** What servers under test protect second factors and masked names by. */
export const TEST_SECRET = 'a secret of tests, longer than it need be'

/** Creates the race at 10:00 and takes a first reading of the players, who have wagered nothing that day. */
export async function startRaceDay(db: TransactionalDb, players: readonly string[]): Promise<RaceDay> {
  const at = (time: string) => `2025-03-12T${time}:00Z`
  const clock = manualClock(at('10:00'))
  const { race } = await createRace(
    db,
    {
      title: 'Wednesday sprint',
      source: { id: SOURCE, class: 'cumulative' },
      prizePool: '100.00',
      prizeDistribution: [
        { from: 1, percent: '50' },
        { from: 2, percent: '30' },
        { from: 3, percent: '20' },
      ],
      startDate: at('11:00'),
      endDate: at('14:00'),
    },
    { clock },
  )

  async function read(time: string, wagered: Readonly<Record<string, number>>): Promise<RecordedEvent[]> {
    const now = clock.set(at(time))
    const rows = Object.entries(wagered).map(([name, units]) => {
      const today = BigInt(units) * 100_000_000n
      const before = 500n * 100_000_000n
      return { uid: `uid-${name}`, name, allTime: before + today, month: before + today, week: before + today, today }
    })
    const input = { source: { id: SOURCE, commissionRate: 0n }, asOf: now, startedAt: now, now, rows }
    const projections = [recordRaceTotals, recordLeaderboards(DEFAULT_CALENDAR)]
    const result = await storeReading(db, { ...input, totalUsers: rows.length }, { projections })
    if (result.outcome !== 'ok') throw new Error(`The reading was refused: ${result.reason}`)
    return result.events
  }

  await read('10:30', Object.fromEntries(players.map((name) => [name, 0])))
  return {
    clock,
    race,
    read,
    async advance(time) {
      clock.set(at(time))
      return advanceRaces(db, { clock })
    },
  }
}
