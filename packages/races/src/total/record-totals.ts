import { type Db, type DomainEvent, type Projection, readable, type Snapshot } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { affiliateAccounts, ingestRuns, wagerRaceFolds, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Race } from '../race/race.ts'
import { publishStandings, type RankChangeOptions } from '../standings/publish-standings.ts'
import { settlingCandidates, settlingReading } from '../standings/settling-reading.ts'
import { type FoldContext, type FoldState, stepFold } from './fold.ts'
import { contextsOf, foldStored, loadDecisions, loadFolds, type PlayerFold, saveFolds } from './race-folds.ts'
import { writeTotals } from './write-totals.ts'

type OpenRace = Race

/**
 * Makes the projection that keeps race totals and ranks current: only players whose counters changed are touched, each
 * by one step of the same fold that computes a total from scratch, so both always agree.
 *
 * Events: `standings.updated` for each race, one `entrant.joined` with the users who joined, and `rank.changed` for
 * each significant change.
 */
export function trackRaceTotals(options: RankChangeOptions = {}): Projection {
  return async (tx, snapshot, { now }) => {
    const events: DomainEvent[] = []
    // A late reading is not the newest, up to which totals are to be computed again.
    const newest = snapshot.late ? await newestReading(tx, snapshot.source) : null
    for (const race of await openRaces(tx, snapshot)) {
      if (snapshot.late) {
        events.push(...(await rebuildRace(tx, race, { asOf: newest ?? snapshot.asOf, now }, options)))
        continue
      }
      // What arrives in order after the settling reading does not count; what arrives late changes history.
      if (race.settledBy !== null) continue
      const joined = await advance(tx, race, snapshot, now)
      events.push(...(await publishStandings(tx, race, { joined, asOf: snapshot.asOf, now }, options)))
    }
    return events
  }
}

/** The projection of `trackRaceTotals` with its defaults. */
export const recordRaceTotals: Projection = trackRaceTotals()

/** Recomputes every total of a race from stored samples: for a race made after its start, and for late readings. */
export async function rebuildTotals(tx: Db, race: OpenRace, now: Date): Promise<DomainEvent[]> {
  // A provider that is asked for the window will be; nothing is stored yet.
  if (race.sourceClass !== 'cumulative') return []
  const asOf = await newestReading(tx, race.source)
  if (!asOf || asOf <= race.startDate) return []
  return rebuildRace(tx, race, { asOf, now })
}

/**
 * Computes a race again as if all its readings had come in order: up to the first that settles it, if one does, or else
 * up to the newest.
 */
async function rebuildRace(
  tx: Db,
  race: OpenRace,
  { asOf: newest, now }: { asOf: Date; now: Date },
  options: RankChangeOptions = {},
): Promise<DomainEvent[]> {
  const open = { ...race, asOf: null, settledBy: null }
  const joined: number[] = []
  for (const asOf of await settlingCandidates(tx, race, newest)) {
    joined.push(...(await rebuild(tx, open, asOf, now)))
    if (await settlingReading(tx, open, asOf)) return publishStandings(tx, open, { joined, asOf, now }, options)
  }
  joined.push(...(await rebuild(tx, open, newest, now)))
  return publishStandings(tx, open, { joined, asOf: newest, now }, options)
}

/** Source time of the newest stored reading; null when there is none. */
async function newestReading(tx: Db, source: string): Promise<Date | null> {
  const [newest] = await tx
    .select(readable({ asOf: ingestRuns.asOf }))
    .from(ingestRuns)
    .where(and(eq(ingestRuns.source, source), eq(ingestRuns.outcome, 'ok')))
    .orderBy(desc(ingestRuns.asOf))
    .limit(1)
  return newest?.asOf ?? null
}

/** Recomputes one player's totals from stored samples, in one race or in every open one: after a decision. */
export async function rebuildPlayer(
  tx: Db,
  input: { userId: number; source: string; raceId: number | null },
  now: Date,
): Promise<DomainEvent[]> {
  const races = await tx
    .select(readable(wagerRaces))
    .from(wagerRaces)
    .where(
      and(
        input.raceId === null ? eq(wagerRaces.source, input.source) : eq(wagerRaces.id, input.raceId),
        inArray(wagerRaces.status, ['upcoming', 'live', 'settling']),
      ),
    )
    .orderBy(wagerRaces.id)
    .for('update')
  const events: DomainEvent[] = []
  for (const race of races) {
    const members = race.joinPolicy === 'opt_in' ? await joinTimes(tx, race.id, [input.userId]) : null
    if (members && !members.has(input.userId)) continue
    const asOf = race.asOf ?? race.startDate
    const players = [{ userId: input.userId, joinedAt: members?.get(input.userId) }]
    const joined = await store(tx, race, await foldStored(tx, race, { players, asOf }), asOf, now)
    events.push(...(await publishStandings(tx, race, { joined, asOf: race.asOf, now })))
  }
  return events
}

/** Races that the reading falls into, locked, so that nobody completes one meanwhile. */
async function openRaces(tx: Db, snapshot: Pick<Snapshot, 'source' | 'asOf' | 'late'>): Promise<OpenRace[]> {
  return tx
    .select(readable(wagerRaces))
    .from(wagerRaces)
    .where(
      and(
        eq(wagerRaces.source, snapshot.source),
        eq(wagerRaces.sourceClass, 'cumulative'),
        inArray(wagerRaces.status, ['upcoming', 'live', 'settling']),
        // A late reading from before the start may be the anchor of a race that runs by now.
        snapshot.late ? undefined : lt(wagerRaces.startDate, snapshot.asOf),
      ),
    )
    .orderBy(wagerRaces.id)
    .for('update')
}

async function advance(tx: Db, race: OpenRace, snapshot: Snapshot, now: Date): Promise<number[]> {
  const held = await heldPlayers(tx, race.id)
  const samples = new Map(snapshot.changes.map((change) => [change.userId, change]))
  for (const change of held) if (!samples.has(change.userId)) samples.set(change.userId, change)
  const members = race.joinPolicy === 'opt_in' ? await joinTimes(tx, race.id, [...samples.keys()]) : null
  const userIds = [...samples.keys()].filter((userId) => members === null || members.has(userId))
  const states = await loadFolds(tx, race.id, userIds)
  const contexts = contextsOf(race, await loadDecisions(tx, race.id, userIds))
  const folds: PlayerFold[] = []
  const unknown: { userId: number; joinedAt: Date | undefined }[] = []
  for (const userId of userIds) {
    const joinedAt = members?.get(userId)
    const state = states.get(userId)
    const change = samples.get(userId)
    if (!state || !change) {
      unknown.push({ userId, joinedAt })
      continue
    }
    const context = contexts(userId, joinedAt)
    const { listed, ...counters } = change
    repeatLast(state, snapshot.previousAsOf, context)
    const sample = { at: snapshot.asOf.getTime(), complete: snapshot.complete, counters: listed ? counters : null }
    stepFold(state, sample, context)
    folds.push({ userId, state, context })
  }
  const found = await foldStored(tx, race, { players: unknown, asOf: snapshot.asOf })
  return store(tx, race, folds.concat(found), snapshot.asOf, now)
}

async function rebuild(tx: Db, race: OpenRace, asOf: Date, now: Date): Promise<number[]> {
  const players =
    race.joinPolicy === 'opt_in'
      ? [...(await joinTimes(tx, race.id))].map(([userId, joinedAt]) => ({ userId, joinedAt }))
      : (await activePlayers(tx, race)).map((userId) => ({ userId }))
  await tx.delete(wagerRaceFolds).where(eq(wagerRaceFolds.raceId, race.id))
  const joined: number[] = []
  for (let from = 0; from < players.length; from += 10_000) {
    const folds = await foldStored(tx, race, { players: players.slice(from, from + 10_000), asOf })
    joined.push(...(await store(tx, race, folds, asOf, now)))
  }
  return joined
}

async function store(tx: Db, race: OpenRace, folds: PlayerFold[], asOf: Date, now: Date): Promise<number[]> {
  await saveFolds(tx, race.id, folds)
  return writeTotals(tx, race, { folds, asOf, now })
}

/** The reading before this one, where the player was unchanged and therefore has no row of it. */
function repeatLast(state: FoldState, previousAsOf: Date | null, context: FoldContext): void {
  const { last, missing, held, offset } = state
  if (!last || !previousAsOf || missing || held > 0 || previousAsOf.getTime() <= last.at) return
  // Whether that reading was complete matters only at or after the end, where the run of it settled the race.
  const counters = { ...last, allTime: last.allTime - offset }
  stepFold(state, { at: previousAsOf.getTime(), complete: false, counters }, context)
}

/** Players whose last reading was held back: for them an unchanged reading counts too. */
async function heldPlayers(tx: Db, raceId: number) {
  const rows = await tx
    .select(
      readable({
        userId: affiliateAccounts.userId,
        uid: affiliateAccounts.uid,
        allTime: affiliateAccounts.wageredAllTime,
        month: affiliateAccounts.wageredThisMonth,
        week: affiliateAccounts.wageredThisWeek,
        today: affiliateAccounts.wageredToday,
        missingSince: affiliateAccounts.missingSince,
      }),
    )
    .from(wagerRaceParticipants)
    .innerJoin(affiliateAccounts, eq(affiliateAccounts.userId, wagerRaceParticipants.userId))
    .where(and(eq(wagerRaceParticipants.raceId, raceId), sql`'held' = any(${wagerRaceParticipants.flags})`))
  return rows
    .filter(({ missingSince }) => missingSince === null)
    .map(({ missingSince: _, ...counters }) => ({ ...counters, listed: true }))
}

async function joinTimes(tx: Db, raceId: number, userIds?: readonly number[]): Promise<Map<number, Date>> {
  const rows = await tx
    .select(readable({ userId: wagerRaceParticipants.userId, joinedAt: wagerRaceParticipants.joinedAt }))
    .from(wagerRaceParticipants)
    .where(
      and(
        eq(wagerRaceParticipants.raceId, raceId),
        userIds && sql`${wagerRaceParticipants.userId} = any(${arrayLiteral(userIds)}::int[])`,
      ),
    )
  return new Map(rows.map(({ userId, joinedAt }) => [userId, joinedAt]))
}

/** Everyone with a stored row after the start, and everyone who is an entrant already. */
async function activePlayers(tx: Db, race: OpenRace): Promise<number[]> {
  const rows = await queryRows<{ user_id: number }>(
    tx,
    sql`
    select user_id from goated.affiliate_stats
    where source = ${race.source} and timestamp > ${race.startDate.toISOString()}::timestamptz
    union
    select user_id from ${wagerRaceParticipants} where race_id = ${race.id}
    order by user_id`,
  )
  return rows.map(({ user_id }) => user_id)
}
