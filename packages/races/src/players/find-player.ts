import { type Counters, type Db } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { type CounterTexts, parseCounters, queryRows } from '@goated/schema/internal'
import { affiliateAccounts, ingestRuns, users } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import { findPlayerInput, type FindPlayerInput } from './inputs.ts'

/** A player as the upstream shows it now. */
export interface Player {
  userId: number
  username: string
  /** The player's name is not to be shown to others. */
  nameHidden: boolean
  uid: string
  firstSeen: Date
  /** Source time of the first reading that did not list the player any more; null while listed. */
  missingSince: Date | null
  /** Source time of the newest reading. */
  asOf: Date
  /** Source time of the reading that first showed these counters. */
  changedAt: Date
  /** As the upstream last said them, those of a period that is over included. Units of 1e-8. */
  counters: Counters
}

/**
 * Finds a player of a source by id or by name: one statement.
 *
 * @throws INPUT_INVALID
 * @throws PLAYER_NOT_FOUND the source lists no such user, and never did
 */
export async function findPlayer(db: Db, input: FindPlayerInput): Promise<Player> {
  const { userId, username, source } = parseInput(findPlayerInput, input)
  const ms = (instant: ReturnType<typeof sql>) => sql`(extract(epoch from ${instant}) * 1000)::bigint::text`
  const [row] = await queryRows<PlayerRow>(
    db,
    sql`
    select u.id, u.username, u.name_hidden, a.uid, ${ms(sql`a.first_seen`)} as first_seen,
      ${ms(sql`a.missing_since`)} as missing_since, ${ms(sql`a.as_of`)} as changed_at,
      ${ms(sql`greatest(a.as_of, (select max(as_of) from ${ingestRuns}
        where source = a.source and coalesce(race_id, 0) = 0 and outcome = 'ok'))`)} as as_of,
      a.wagered_all_time::text as all_time, a.wagered_this_month::text as month,
      a.wagered_this_week::text as week, a.wagered_today::text as today
    from ${affiliateAccounts} a join ${users} u on u.id = a.user_id
    where a.source = ${source}
      and ${userId === undefined ? sql`lower(u.username) = lower(${username})` : sql`u.id = ${userId}`}`,
  )
  if (!row) throw raceError('PLAYER_NOT_FOUND', 'The source lists no such player.', { details: { source } })
  return {
    userId: row.id,
    username: row.username,
    nameHidden: row.name_hidden,
    uid: row.uid,
    firstSeen: toDate(row.first_seen),
    missingSince: row.missing_since === null ? null : toDate(row.missing_since),
    asOf: toDate(row.as_of),
    changedAt: toDate(row.changed_at),
    counters: parseCounters(row),
  }
}

type PlayerRow = CounterTexts & {
  id: number
  username: string
  name_hidden: boolean
  uid: string
  first_seen: string
  missing_since: string | null
  changed_at: string
  as_of: string
}

function toDate(ms: string): Date {
  return new Date(parseInt(ms, 10))
}
