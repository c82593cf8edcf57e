import { describeError } from '@goated/example-logging'
import {
  type Calendar,
  findCurrentRace,
  findNextRaceId,
  type Leaderboard,
  loadLeaderboard,
  loadStandings,
  type PlacePrize,
  type RaceBoard,
  shownPrizes,
} from '@goated/races'
import {
  type Clock,
  type Connection,
  createOutboxReader,
  type Db,
  type DomainEvent,
  isGoatedError,
} from '@goated/schema'
import { CLOCK_TOLERANCE_MS } from '@goated/schema/internal'
import type { LeaderboardPeriod } from '@goated/schema/vocabulary'
import type { Logger } from 'pino'
import type { ShowPlayer } from '../views/shown-player.ts'
import { createBoardCache, firstOf } from './board-cache.ts'
import { createChangeFeed } from './change-feed.ts'
import {
  FOLLOWED_EVENTS,
  NAME_HIDDEN_EVENT,
  raceFingerprint,
  readReadingTimes,
  readStoredState,
  type StoredRace,
} from './stored-state.ts'

/** A race with its standings and all that is shown of it, of one moment. */
export interface RaceView {
  board: RaceBoard
  nextRaceId: number | null
  /** What each of the first places receives. */
  prizes: readonly PlacePrize[]
  fingerprint: string
}

/** The boards in memory. */
export interface Boards {
  /** @throws RACE_NOT_FOUND */
  race(id: number): Promise<RaceView>
  /** The race a visitor wants to see; null when there is none. */
  currentRace(): Promise<RaceView | null>
  leaderboard(period: LeaderboardPeriod): Promise<Leaderboard>
  /** Whether an open race goes by a reading that is older than it should be. */
  isRaceStale(race: RaceBoard['race']): boolean
  areLeaderboardsStale(): boolean
  /** Differs as soon as any list of races may. */
  listsVersion(): string
  /** Differs as soon as a name may have to be shown in another way. */
  namesVersion(): number
  /**
   * Counts the looks for changes; as long as it stays, so does everything shown but what grows old. Null while
   * somebody waits for a look.
   */
  lookCount(): number | null
  /** How many boards are in memory. */
  held(): number
  /** Source time of the newest good reading of the source that the leaderboards show. */
  newestReading(): Date | null
  /** How the public sees a player. */
  showPlayer: ShowPlayer
  openRaces(): readonly StoredRace[]
  /** Looks for changes now. */
  check(): Promise<void>
  /** Waits for a look that somebody asked for, as long as a reader may wait. */
  settled(): Promise<void>
  /** Calls back after every look, with what happened to races meanwhile; the boards are current by then. */
  onLooked(listener: (events: readonly DomainEvent[]) => void): void
  start(): Promise<void>
  stop(): Promise<void>
}

export interface BoardsOptions {
  db: Db
  source: string
  calendar: Calendar
  clock: Clock
  logger: Logger
  staleAfterMs: number
  showPlayer: ShowPlayer
  listen?: Connection['listen'] | undefined
  intervalMs?: number
}

/** A leaderboard and the state of names that it was loaded with. */
interface NamedLeaderboard {
  board: Leaderboard
  names: number
}

// About 200 MB; the boards of races that are over give way first, as nobody asks for them.
const entrantsMax = 500_000
const waitMs = 2_000

/** Keeps boards in memory and current. */
export function createBoards(options: BoardsOptions): Boards {
  const { db, source, calendar, clock, logger } = options
  let readings = new Map<string, Date | null>()
  let open: readonly StoredRace[] = []
  let lists = { version: 0, state: '' }
  let names = 0
  let looks = 0
  let current: { listsVersion: number; raceId: Promise<number | null> } | undefined
  const listeners: ((events: readonly DomainEvent[]) => void)[] = []
  const readOutbox = createOutboxReader(db, { names: FOLLOWED_EVENTS })

  const common = {
    waitMs,
    sizeMax: entrantsMax,
    onError: (error: unknown, key: number | string) =>
      logger.warn({ board: key, ...describeError(error) }, 'a board could not be loaded again'),
  }
  const races = createBoardCache<number, RaceView>({
    ...common,
    load: loadRace,
    fingerprintOf: ({ fingerprint }) => fingerprint,
    sizeOf: ({ board }) => board.entries.length + 1,
  })
  const leaderboards = createBoardCache<LeaderboardPeriod, NamedLeaderboard>({
    ...common,
    load: loadPeriod,
    fingerprintOf: ({ board, names }) => `${board.version}.${names}`,
    sizeOf: ({ board }) => board.entries.length + 1,
  })

  async function loadRace(id: number, previous?: RaceView): Promise<RaceView> {
    const namesBefore = names
    const board = await loadStandings(db, id, previous?.board)
    const { race } = board
    const nextRaceId = await findNextRaceId(db, race)
    if (!readings.has(race.source))
      for (const [of, asOf] of await readReadingTimes(db, [race.source])) readings.set(of, asOf)
    return {
      board,
      nextRaceId,
      prizes: shownPrizes(race),
      fingerprint: `${raceFingerprint({ ...race, nextRaceId })}.${namesBefore}`,
    }
  }

  async function loadPeriod(period: LeaderboardPeriod, previous?: NamedLeaderboard): Promise<NamedLeaderboard> {
    const namesBefore = names
    const board = await loadLeaderboard(db, { source, period, calendar, now: clock.now() }, previous?.board)
    if (!readings.has(source)) for (const [of, asOf] of await readReadingTimes(db, [source])) readings.set(of, asOf)
    return { board, names: namesBefore }
  }

  async function look(): Promise<void> {
    const events = await readOutbox()
    const state = await readStoredState(db, {
      source,
      sources: [...readings.keys()],
      raceIds: races.keys(),
    })
    readings = state.readings
    open = state.races.filter(({ status }) => status !== 'completed' && status !== 'cancelled')
    const text = state.races.map(({ id, fingerprint }) => `${id}:${fingerprint}`).join()
    if (events.some(({ name }) => name === NAME_HIDDEN_EVENT)) names += 1
    if (text !== lists.state || events.length > 0) lists = { version: lists.version + 1, state: text }
    for (const race of state.races) races.note(race.id, `${race.fingerprint}.${names}`)
    for (const [period, version] of state.leaderboards) leaderboards.note(period, `${version}.${names}`)
    await races.settled()
    await leaderboards.settled()
    looks += 1
    const ofRaces = events.filter(({ name }) => name !== NAME_HIDDEN_EVENT)
    for (const listener of listeners) listener(ofRaces)
  }

  const feed = createChangeFeed({ look, intervalMs: options.intervalMs ?? 2_000, listen: options.listen, logger })

  // A reader who was told of a change sees it.
  async function awaitNews(): Promise<void> {
    const pending = feed.pending()
    if (pending) await firstOf(pending, waitMs)
  }

  function findCurrent(): Promise<number | null> {
    if (current?.listsVersion === lists.version) return current.raceId
    const raceId = findCurrentRace(db).then((race) => race?.id ?? null)
    const found = { listsVersion: lists.version, raceId }
    current = found
    raceId.catch(() => {
      if (current === found) current = undefined
    })
    return raceId
  }

  /** One that lies in the future says nothing of how old the data is, so it does not count as fresh. */
  function isOld(reading: Date): boolean {
    const ageMs = clock.now().getTime() - reading.getTime()
    return ageMs > options.staleAfterMs || ageMs < -CLOCK_TOLERANCE_MS
  }

  return {
    async race(id) {
      await awaitNews()
      return races.get(id)
    },
    async currentRace() {
      await awaitNews()
      const id = await findCurrent()
      if (id === null) return null
      try {
        return await races.get(id)
      } catch (error) {
        if (isGoatedError(error, 'RACE_NOT_FOUND')) return null
        throw error
      }
    },
    async leaderboard(period) {
      await awaitNews()
      return (await leaderboards.get(period)).board
    },
    isRaceStale(race) {
      if (race.status !== 'live' && race.status !== 'settling') return false
      return isOld(readings.get(race.source) ?? race.startDate)
    },
    areLeaderboardsStale() {
      const asOf = readings.get(source)
      return asOf ? isOld(asOf) : false
    },
    listsVersion() {
      // Without any reading, staleness counts from the start of each race: a minute sharp is enough.
      const minute = Math.floor(clock.now().getTime() / 60_000)
      const ages = [...readings].map(([name, asOf]) => [name, asOf ? isOld(asOf) : minute])
      return `${lists.version}.${JSON.stringify(ages)}`
    },
    namesVersion: () => names,
    lookCount: () => (feed.pending() ? null : looks),
    held: () => races.keys().length + leaderboards.keys().length,
    newestReading: () => readings.get(source) ?? null,
    showPlayer: options.showPlayer,
    openRaces: () => open,
    check: () => feed.check(),
    settled: awaitNews,
    onLooked(listener) {
      listeners.push(listener)
    },
    start: () => feed.start(),
    stop: () => feed.stop(),
  }
}
