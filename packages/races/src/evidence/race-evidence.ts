import { type Db, formatAmount, MONEY_DECIMALS, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { queryRows } from '@goated/schema/internal'
import { type ArchivedStanding, racePayouts, users, wagerRaceParticipants } from '@goated/schema/tables'
import type { PayoutStatus, SourceClass } from '@goated/schema/vocabulary'
import { asc, eq, sql } from 'drizzle-orm'
import { encodeRules, type RaceRulesJson } from '../race/rules.ts'
import { loadPolls } from '../total/stored-samples.ts'
import {
  type ArchivedRace,
  type ArchivedRaceId,
  archivedStandings,
  findArchivedRace,
  knownThen,
  NO_END,
} from './archived-race.ts'
import { type Decided, loadDecided } from './decided.ts'
import { raceEvidencePageInput, type RaceEvidencePageInput } from './inputs.ts'
import { loadReadings } from './readings.ts'
import { loadRaceRows } from './recompute-totals.ts'

/** A reading that a race rests on. Times are ISO 8601. */
export interface EvidenceReading {
  runId: number
  asOf: string
  complete: boolean
  digest: string
  chain: string
}

/** What one reading showed for a player, until the player's next sample. Amounts are decimal strings. */
export interface EvidenceSample {
  id: string
  at: string
  listed: boolean
  allTime: string
  month: string | null
  week: string | null
  today: string | null
}

/** An archived standing with all that its total was computed from. */
export interface EvidenceParticipant extends Decided {
  standing: ArchivedStanding
  /** The player's wish by now: the name is not to be shown to others. Whoever shows the evidence masks it. */
  nameHidden: boolean
  /** In a race that one must join: the player's window opens here. */
  joinedAt: string | null
  samples: EvidenceSample[]
}

/** Everything needed to recompute an archived race, as plain JSON; participants come in pages. */
export interface RaceEvidence {
  raceId: number
  archiveId: number
  title: string
  archivedAt: string
  rules: {
    startDate: string
    endDate: string
    source: string
    /** What the source reports: counters of its own, or totals of the race's window. */
    sourceClass: SourceClass
  } & RaceRulesJson
  /** Source time of the reading that settled it; null when the grace period ran out. */
  settledBy: string | null
  closingReason: string | null
  /** The last of the chain when the race was archived. */
  lastRunId: number | null
  statsThrough: string | null
  chain: string | null
  participantCount: number
  totalWagered: string
  readings: EvidenceReading[]
  payouts: { userId: number; place: number; amount: string; status: PayoutStatus }[]
  participants: EvidenceParticipant[]
  /** Where the next page of participants begins; null when this was the last. */
  nextOffset: number | null
}

/**
 * Gathers what is needed to recompute an archived race by anyone: its rules, the readings, and for a page of its
 * participants in the order of the archive the stored samples, what was decided, and the standing.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND
 * @throws RACE_NOT_ARCHIVED
 */
export async function raceEvidence(
  db: Db,
  id: ArchivedRaceId,
  page: RaceEvidencePageInput = {},
): Promise<RaceEvidence> {
  const { limit, offset } = parseInput(raceEvidencePageInput, page)
  const archived = await findArchivedRace(db, id)
  const participants = await loadParticipants(db, archived, { limit, offset })
  const { startDate, endDate, source, sourceClass } = archived
  return {
    raceId: archived.id,
    archiveId: archived.archiveId,
    title: archived.title,
    archivedAt: archived.archivedAt.toISOString(),
    rules: {
      startDate: startDate.toISOString(),
      endDate: endDate.toISOString(),
      source,
      sourceClass,
      ...encodeRules(archived),
    },
    settledBy: archived.settledBy?.toISOString() ?? null,
    closingReason: archived.closingReason,
    lastRunId: archived.lastRunId,
    statsThrough: archived.statsThrough?.toString() ?? null,
    chain: archived.chain,
    participantCount: archived.participantCount,
    totalWagered: formatAmount(archived.totalWagered),
    readings: await loadEvidenceReadings(db, archived),
    payouts: await loadPayouts(db, archived.id),
    participants,
    nextOffset:
      offset + participants.length < archived.participantCount && participants.length > 0 ? offset + limit : null,
  }
}

/** The participants of an archived race with their samples, one by one, a page in memory at a time. */
export async function* evidenceParticipants(
  db: Db,
  id: ArchivedRaceId,
  pageSize?: number,
): AsyncGenerator<EvidenceParticipant> {
  const { limit } = parseInput(raceEvidencePageInput, { limit: pageSize })
  const archived = await findArchivedRace(db, id)
  for (let offset = 0; ; offset += limit) {
    const page = await loadParticipants(db, archived, { limit, offset })
    yield* page
    if (page.length < limit) return
  }
}

async function loadEvidenceReadings(db: Db, archived: ArchivedRace): Promise<EvidenceReading[]> {
  const { source, id: raceId, startDate: start } = archived
  const polls = await loadPolls(db, { source, raceId, start, asOf: NO_END }, knownThen(archived))
  const used = new Set(polls.map(({ at }) => at))
  const readings = await loadReadings(db, archived, archived.lastRunId ?? 0)
  return readings
    .filter(({ asOf }) => used.has(asOf.getTime()))
    .map(({ runId, asOf, complete, digest, chain }) => ({ runId, asOf: asOf.toISOString(), complete, digest, chain }))
}

async function loadPayouts(db: Db, raceId: number): Promise<RaceEvidence['payouts']> {
  const payouts = await db
    .select(readable(racePayouts))
    .from(racePayouts)
    .where(eq(racePayouts.raceId, raceId))
    .orderBy(asc(racePayouts.place), asc(racePayouts.userId))
  return payouts.map(({ userId, place, amount, status }) => ({
    userId,
    place,
    amount: formatAmount(amount, MONEY_DECIMALS),
    status,
  }))
}

async function loadParticipants(
  db: Db,
  archived: ArchivedRace,
  page: { limit: number; offset: number },
): Promise<EvidenceParticipant[]> {
  const entries = await queryRows<{ standing: ArchivedStanding; name_hidden: boolean; joined_at: string | null }>(
    db,
    sql`
    select a.standing, coalesce(u.name_hidden, true) as name_hidden,
      (extract(epoch from p.joined_at) * 1000)::bigint::text as joined_at
    from (${archivedStandings(archived.id, page)}) as a
    left join ${users} u on u.id = (a.standing ->> 'userId')::int
    left join ${wagerRaceParticipants} p on p.race_id = ${archived.id} and p.user_id = (a.standing ->> 'userId')::int
    order by a.place`,
  )
  const userIds = entries.map(({ standing }) => standing.userId)
  const rows = await loadRaceRows(db, archived, { userIds, asOf: NO_END }, knownThen(archived))
  const decidedOf = await loadDecided(db, { raceId: archived.id, userIds, until: archived.decided })
  return entries.map(({ standing, name_hidden, joined_at }) => ({
    standing,
    nameHidden: name_hidden,
    joinedAt:
      archived.joinPolicy === 'opt_in' && joined_at !== null ? new Date(parseInt(joined_at, 10)).toISOString() : null,
    ...decidedOf(standing.userId),
    samples: (rows.get(standing.userId) ?? []).map(({ id, at, listed, allTime, month, week, today }) => ({
      id: id.toString(),
      at: new Date(at).toISOString(),
      listed,
      allTime: formatAmount(allTime),
      month: month === null ? null : formatAmount(month),
      week: week === null ? null : formatAmount(week),
      today: today === null ? null : formatAmount(today),
    })),
  }))
}
