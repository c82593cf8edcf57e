import { type Db, parseAmount } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { users, wagerAdjustments, wagerDecisions, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import type { DecisionKind } from '@goated/schema/vocabulary'
import { type SQL, sql } from 'drizzle-orm'
import { findRace } from '../race/find-race.ts'
import { listRulingsInput, type ListRulingsInput } from './inputs.ts'

/** `adjustment`, a decision about a flagged entrant, or `disqualification`. */
export type RulingKind = 'adjustment' | DecisionKind | 'disqualification'

/**
 * What staff did to an entrant's total, as everybody may see it: who decided it is left out. A decision that was made in
 * another race is among them where it holds in this one too.
 */
export interface Ruling {
  raceId: number
  userId: number
  username: string
  /** The name is not to be shown to others: whoever shows the ruling masks it. */
  nameHidden: boolean
  kind: RulingKind
  /** Units of 1e-8; null for anything but an adjustment. */
  amount: bigint | null
  /** Null: no reason is on record. */
  reason: string | null
  at: Date
  /** When an adjustment was undone, and why; null while it stands. */
  revertedAt: Date | null
  revertReason: string | null
}

/**
 * What staff did to the totals of a race, or of one entrant of it, the latest first. Undone adjustments stay in the list.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND
 */
export async function listRulings(db: Db, input: ListRulingsInput): Promise<{ items: Ruling[]; total: number }> {
  const { raceId, userId, limit, offset } = parseInput(listRulingsInput, input)
  await findRace(db, raceId)
  const rulings = rulingsOf({ raceIds: [raceId], userId })
  const [counted] = await queryRows<{ total: number }>(db, sql`select count(*)::int as total from (${rulings}) as r`)
  const items = await selectRulings(db, sql`${rulings} order by at desc, id desc limit ${limit} offset ${offset}`)
  return { items, total: counted?.total ?? 0 }
}

/** What staff did to one player's totals in some races, by race, in the order it was done. */
export async function loadRulingsOfPlayer(
  db: Db,
  input: { userId: number; raceIds: readonly number[] },
): Promise<Map<number, Ruling[]>> {
  const byRace = new Map<number, Ruling[]>()
  if (input.raceIds.length === 0) return byRace
  for (const ruling of await selectRulings(db, sql`${rulingsOf(input)} order by at, id`))
    byRace.set(ruling.raceId, [...(byRace.get(ruling.raceId) ?? []), ruling])
  return byRace
}

type RulingRow = {
  race_id: number
  user_id: number
  username: string
  name_hidden: boolean
  kind: RulingKind
  amount: string | null
  reason: string | null
  at_ms: string
  reverted_ms: string | null
  revert_reason: string | null
}

async function selectRulings(db: Db, rulings: SQL): Promise<Ruling[]> {
  const rows = await queryRows<RulingRow>(db, rulings)
  return rows.map((row) => ({
    raceId: row.race_id,
    userId: row.user_id,
    username: row.username,
    nameHidden: row.name_hidden,
    kind: row.kind,
    amount: row.amount === null ? null : parseAmount(row.amount),
    reason: row.reason,
    at: new Date(parseInt(row.at_ms, 10)),
    revertedAt: row.reverted_ms === null ? null : new Date(parseInt(row.reverted_ms, 10)),
    revertReason: row.revert_reason,
  }))
}

function rulingsOf({ raceIds, userId }: { raceIds: readonly number[]; userId?: number | undefined }): SQL {
  const ms = (instant: SQL) => sql`(extract(epoch from ${instant}) * 1000)::bigint::text`
  return sql`
    select p.race_id, p.user_id, u.username, u.name_hidden, r.id, r.kind, r.amount, r.reason, r.at,
      ${ms(sql`r.at`)} as at_ms, ${ms(sql`r.reverted_at`)} as reverted_ms, r.revert_reason
    from ${wagerRaceParticipants} p
    join ${wagerRaces} w on w.id = p.race_id
    join ${users} u on u.id = p.user_id
    cross join lateral (
      select a.id, 'adjustment' as kind, a.amount::text as amount, a.reason, a.created_at as at, a.reverted_at,
        a.revert_reason
      from ${wagerAdjustments} a
      where a.race_id = p.race_id and a.user_id = p.user_id
      union all
      select d.id, d.kind, null, d.reason, d.created_at, null, null
      from ${wagerDecisions} d
      where d.user_id = p.user_id and (d.race_id = p.race_id or (d.kind <> 'confirm' and d.effective_from <= w.as_of
        and d.created_at <= coalesce(w.completed_at, 'infinity')))
      union all
      select 0, 'disqualification', null, p.disqualified_reason, p.disqualified_at, null, null
      where p.disqualified_at is not null
    ) as r
    where p.race_id = any(${arrayLiteral(raceIds)}::int[]) ${userId === undefined ? sql`` : sql`and p.user_id = ${userId}`}`
}
