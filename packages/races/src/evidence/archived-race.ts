import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { historicalRaces, wagerRaces } from '@goated/schema/tables'
import type { SourceClass } from '@goated/schema/vocabulary'
import { eq, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { raceError } from '../errors.ts'
import { findRaceInput } from '../race/inputs.ts'
import type { Race } from '../race/race.ts'
import { type RaceRules, raceRulesCodec, type RaceRulesJson, RULES_BEFORE } from '../race/rules.ts'
import type { KnownUntil } from '../total/stored-samples.ts'
import type { DecidedIds } from './decided.ts'
import { loadRaceVerificationInput } from './inputs.ts'

/** Which archived race: by the race's id, or by that of its archive. */
export type ArchivedRaceId = number | { archiveId: number }

/** A completed race with the rules and the readings that it was decided by, as its archive names them. */
export interface ArchivedRace extends RaceRules {
  /** The race's id. */
  id: number
  archiveId: number
  title: string
  source: string
  sourceClass: SourceClass
  startDate: Date
  endDate: Date
  /** Cents, as the lists of archived races have them: the pool once more. */
  listedPool: bigint
  settledBy: Date | null
  closingReason: string | null
  archivedAt: Date
  participantCount: number
  totalWagered: bigint
  /** The last reading it rests on, and the last stored row; null when there was none. */
  lastRunId: number | null
  statsThrough: bigint | null
  chain: string | null
  /** What admins decided that is in it. */
  decided: DecidedIds
  /** The live rows' idea of the same race. */
  race: Race
}

interface ArchiveMetadata {
  title: string
  closingReason: string | null
  rules: RaceRulesJson
  evidence: {
    source: string
    sourceClass: SourceClass
    settledBy: string | null
    lastRunId: number | null
    statsThrough: string | null
    chain: string | null
    decisions: number[]
    adjustments: number[]
  }
}

/**
 * Loads an archived race without its standings.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND
 * @throws RACE_NOT_ARCHIVED the race is not completed, so there is nothing to verify
 * @throws ARCHIVE_UNREADABLE the archived rules are not what any release wrote
 */
export async function findArchivedRace(db: Db, named: ArchivedRaceId): Promise<ArchivedRace> {
  const id = checkId(named)
  const { participants: _, ...columns } = readable(historicalRaces)
  const wanted = typeof id === 'number' ? eq(wagerRaces.id, id) : eq(historicalRaces.id, id.archiveId)
  const [found] = await db
    .select(readable({ race: wagerRaces, archive: columns }))
    .from(wagerRaces)
    .leftJoin(historicalRaces, eq(historicalRaces.raceId, wagerRaces.id))
    .where(wanted)
    .limit(1)
  const details = typeof id === 'number' ? { raceId: id } : id
  if (!found) throw raceError('RACE_NOT_FOUND', 'There is no such race.', { details })
  const { race, archive } = found
  if (!archive) throw raceError('RACE_NOT_ARCHIVED', 'The race is not completed yet.', { details })
  const { rules, evidence, ...metadata } = archive.metadata as unknown as ArchiveMetadata
  return {
    id: race.id,
    archiveId: archive.id,
    title: metadata.title,
    closingReason: metadata.closingReason,
    startDate: archive.startDate,
    endDate: archive.endDate,
    listedPool: archive.prizePool,
    archivedAt: archive.createdAt,
    participantCount: archive.participantCount,
    totalWagered: archive.totalWagered,
    ...decodeRules(rules, details),
    source: evidence.source,
    sourceClass: evidence.sourceClass,
    settledBy: evidence.settledBy === null ? null : new Date(evidence.settledBy),
    lastRunId: evidence.lastRunId,
    statsThrough: evidence.statsThrough === null ? null : BigInt(evidence.statsThrough),
    chain: evidence.chain,
    decided: { decisions: evidence.decisions, adjustments: evidence.adjustments },
    race,
  }
}

function decodeRules(stored: RaceRulesJson, details: Record<string, unknown>): RaceRules {
  const { data, error } = z.safeDecode(raceRulesCodec, { ...RULES_BEFORE, ...stored })
  if (data) return data
  const fields = error.issues.map(({ path }) => path.join('.')).join(', ')
  throw raceError('ARCHIVE_UNREADABLE', `The rules in the archive cannot be read: ${fields}.`, { details })
}

function checkId(id: ArchivedRaceId): ArchivedRaceId {
  if (typeof id === 'object') return parseInput(loadRaceVerificationInput, id)
  return parseInput(findRaceInput, { raceId: id }).raceId
}

/** What was known when the race was archived: readings and rows that came later are left out. */
export function knownThen(archived: ArchivedRace): Required<KnownUntil> {
  return { runId: archived.lastRunId ?? 0, statsThrough: archived.statsThrough ?? 0n }
}

/** Later than every reading: all that is known counts. */
export const NO_END: Date = new Date('9999-12-31T00:00:00Z')

/** One page of the archived standings as they were written, in the order of the archive. */
export function archivedStandings(raceId: number, page: { limit: number; offset: number }): SQL {
  return sql`
    select s.standing, s.place::int as place from ${historicalRaces} h,
      jsonb_array_elements(h.participants) with ordinality as s (standing, place)
    where h.race_id = ${raceId} and s.place > ${page.offset} and s.place <= ${page.offset + page.limit}
    order by s.place`
}
