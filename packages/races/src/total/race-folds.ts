import { arrayLiteral, type Db, queryRows } from '@goated/schema'
import { wagerRaceFolds, type ProviderCalendar } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { decodeFold, encodeFold, type FoldJson } from './fold-json.ts'
import { emptyFold, foldContext, type FoldContext, type FoldState, stepFold } from './fold.ts'
import type { RaceWindow } from './sample.ts'
import { expandSamples, type KnownUntil, loadPolls, loadStoredRows } from './stored-samples.ts'

/** A race as far as totals go. */
export interface TotalledRace {
  id: number
  source: string
  startDate: Date
  endDate: Date
  calendar: ProviderCalendar
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

/** Hands out contexts: all players of an open race share one. */
export function contextsOf(race: TotalledRace): (joinedAt?: Date) => FoldContext {
  const open = foldContext(windowOf(race), race.calendar)
  return (joinedAt) =>
    joinedAt && joinedAt > race.startDate ? foldContext(windowOf(race, joinedAt), race.calendar) : open
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
  const range = { start: race.startDate, asOf: input.asOf }
  const polls = await loadPolls(tx, { source: race.source, ...range }, known)
  const rows = await loadStoredRows(tx, { userIds: input.players.map(({ userId }) => userId), ...range }, known)
  const contexts = contextsOf(race)
  return input.players.map(({ userId, joinedAt }) => {
    const context = contexts(joinedAt)
    const state = emptyFold(context)
    for (const sample of expandSamples(rows.get(userId) ?? [], polls, windowOf(race, joinedAt)))
      stepFold(state, sample, context)
    return { userId, state, context }
  })
}
