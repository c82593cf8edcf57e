import { findNewestReadings } from '@goated/ingest'
import { loadLeaderboardVersions, loadRaceVersions, type RaceVersion } from '@goated/races'
import type { Db } from '@goated/schema'
import type { LeaderboardPeriod, RaceStatus } from '@goated/schema/vocabulary'

/** A race as far as it tells whether a board of it is outdated. */
export interface StoredRace {
  id: number
  status: RaceStatus
  /** Differs as soon as anything about the race, its standings or its successor does. */
  fingerprint: string
}

export interface StoredState {
  /** The open ones, and those that were asked for. */
  races: StoredRace[]
  /** Versions; a leaderboard that was never computed is missing. */
  leaderboards: Map<LeaderboardPeriod, number>
  /** Source time of each source's newest good reading. */
  readings: Map<string, Date | null>
}

/** What a board of a race depends on, as one string. */
export function raceFingerprint(race: Pick<RaceVersion, 'version' | 'status' | 'updatedAt' | 'nextRaceId'>): string {
  return [race.version, race.status, race.updatedAt.getTime(), race.nextRaceId ?? ''].join('.')
}

/** Finds out what moved, whichever process moved it. */
export async function readStoredState(
  db: Db,
  input: { source: string; sources: readonly string[]; raceIds: readonly number[] },
): Promise<StoredState> {
  const races = await loadRaceVersions(db, { raceIds: input.raceIds })
  const leaderboards = await loadLeaderboardVersions(db, { source: input.source })
  const sources = new Set([input.source, ...input.sources, ...races.map(({ source }) => source)])
  return {
    races: races.map((race) => ({ id: race.id, status: race.status, fingerprint: raceFingerprint(race) })),
    leaderboards,
    readings: await readReadingTimes(db, [...sources]),
  }
}

/** Source time of the newest good reading of each source; null where there is none. */
export async function readReadingTimes(db: Db, sources: readonly string[]): Promise<Map<string, Date | null>> {
  const readings = await findNewestReadings(db, { sources })
  return new Map(sources.map((source) => [source, readings.get(source)?.asOf ?? null]))
}

/** A player's name is hidden from now on, or shown again. */
export const NAME_HIDDEN_EVENT = 'user.nameHidden'

/** Events after which something public may look different. */
export const FOLLOWED_EVENTS: readonly string[] = [
  'race.created',
  'race.started',
  'race.settling',
  'race.completed',
  'race.cancelled',
  'race.updated',
  'race.verified',
  NAME_HIDDEN_EVENT,
]
