import { type Db, readable } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { wagerDecisions, wagerRaceFolds } from '@goated/schema/tables'
import type { ProviderCalendar, SourceClass } from '@goated/schema/vocabulary'
import { and, eq, ne, or, sql } from 'drizzle-orm'
import { decodeFold, encodeFold, type FoldJson } from './fold-json.ts'
import { emptyFold, foldContext, type FoldContext, type FoldState, stepFold } from './fold.ts'
import type { Decision, RaceWindow } from './sample.ts'
import { expandSamples, type KnownUntil, loadPolls, loadStoredRows, loadWindowRows } from './stored-samples.ts'

/** A race as far as totals go. */
export interface TotalledRace {
  id: number
  source: string
  startDate: Date
  endDate: Date
  calendar: ProviderCalendar
  sourceClass: SourceClass
  /** Source time of the settling reading: later ones do not count. */
  settledBy: Date | null
}

/** Where one player's fold stands, with the context it runs in. */
export interface PlayerFold {
  userId: number
  state: FoldState
  context: FoldContext
}

/** A race's window for a player who joined at some time, or for one in an open race. */
export function windowOf(race: TotalledRace, joinedAt?: Date): RaceWindow {
  return { start: race.startDate.getTime(), end: race.endDate.getTime(), joinedAt: joinedAt?.getTime() }
}

/** Hands out contexts: all players of an open race share one, but for those about whom something was decided. */
export function contextsOf(
  race: TotalledRace,
  decisions: ReadonlyMap<number, readonly Decision[]>,
): (userId: number, joinedAt?: Date) => FoldContext {
  const open = contextOf(race, {})
  return (userId, joinedAt) => {
    const decided = decisions.get(userId)
    const late = joinedAt && joinedAt > race.startDate
    return decided || late ? contextOf(race, { decisions: decided, joinedAt }) : open
  }
}

/** What the rules need to know of a race and one player. */
export function contextOf(
  race: TotalledRace,
  player: { decisions?: readonly Decision[] | undefined; joinedAt?: Date | undefined },
): FoldContext {
  return foldContext(windowOf(race, player.joinedAt), race.calendar, {
    decisions: player.decisions,
    windowed: race.sourceClass !== 'cumulative',
    settledBy: race.settledBy?.getTime() ?? null,
  })
}

/** What was decided about some players, in order: about their counters in any race, and about this race. */
export async function loadDecisions(
  tx: Db,
  raceId: number,
  userIds: readonly number[],
): Promise<Map<number, Decision[]>> {
  const found = await tx
    .select(readable({ userId: wagerDecisions.userId, kind: wagerDecisions.kind, from: wagerDecisions.effectiveFrom }))
    .from(wagerDecisions)
    .where(
      and(
        sql`${wagerDecisions.userId} = any(${arrayLiteral(userIds)}::int[])`,
        or(ne(wagerDecisions.kind, 'confirm'), eq(wagerDecisions.raceId, raceId)),
      ),
    )
    .orderBy(wagerDecisions.effectiveFrom, wagerDecisions.id)
  const byUser = new Map<number, Decision[]>()
  for (const { userId, kind, from } of found) {
    const decided = byUser.get(userId) ?? []
    byUser.set(userId, [...decided, { kind, from: from.getTime() }])
  }
  return byUser
}

/** The folds of some players, where they are stored. */
export async function loadFolds(tx: Db, raceId: number, userIds: readonly number[]): Promise<Map<number, FoldState>> {
  const found = await queryRows<{ user_id: number; state: FoldJson }>(
    tx,
    sql`
    select user_id, state from ${wagerRaceFolds}
    where race_id = ${raceId} and user_id = any(${arrayLiteral(userIds)}::int[])`,
  )
  return new Map(found.map(({ user_id, state }) => [user_id, decodeFold(state)]))
}

export async function saveFolds(tx: Db, raceId: number, folds: readonly PlayerFold[]): Promise<void> {
  if (folds.length === 0) return
  await tx.execute(sql`
    insert into ${wagerRaceFolds} (race_id, user_id, state)
    select ${raceId}, f.user_id, f.state
    from unnest(
      ${arrayLiteral(folds.map(({ userId }) => userId))}::int[],
      ${arrayLiteral(folds.map(({ state }) => JSON.stringify(encodeFold(state))))}::jsonb[]
    ) as f (user_id, state)
    on conflict (race_id, user_id) do update set state = excluded.state`)
}

/**
 * Computes folds from stored samples alone, as the pure fold does.
 *
 * @param players whose folds; `joinedAt` for a race that one must join
 */
export async function foldStored(
  tx: Db,
  race: TotalledRace,
  input: { players: readonly { userId: number; joinedAt?: Date | undefined }[]; asOf: Date },
  known: KnownUntil = {},
): Promise<PlayerFold[]> {
  if (input.players.length === 0) return []
  const userIds = input.players.map(({ userId }) => userId)
  const range = { start: race.startDate, asOf: input.asOf }
  const polls = await loadPolls(tx, { source: race.source, raceId: race.id, ...range }, known)
  const rows =
    race.sourceClass === 'cumulative'
      ? await loadStoredRows(tx, { userIds, ...range }, known)
      : await loadWindowRows(tx, { raceId: race.id, userIds, asOf: input.asOf }, known)
  const contexts = contextsOf(race, await loadDecisions(tx, race.id, userIds))
  return input.players.map(({ userId, joinedAt }) => {
    const context = contexts(userId, joinedAt)
    const state = emptyFold(context)
    for (const sample of expandSamples(rows.get(userId) ?? [], polls, windowOf(race, joinedAt)))
      stepFold(state, sample, context)
    return { userId, state, context }
  })
}
