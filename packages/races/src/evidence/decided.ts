import { type Db, parseAmount } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { wagerAdjustments, wagerDecisions } from '@goated/schema/tables'
import type { DecisionKind } from '@goated/schema/vocabulary'
import { type SQL, sql } from 'drizzle-orm'
import type { Decision } from '../total/sample.ts'

/** What people decided about one player of a race, as evidence names it. */
export interface EvidenceDecision {
  id: number
  /** `rebase` and `accept` are about the counter: they hold in every race, whichever they were made in. */
  kind: DecisionKind
  effectiveFrom: string
  reason: string
}

/** What people added to one total or took from it. */
export interface EvidenceAdjustment {
  id: number
  amount: string
  reason: string
}

/** Decisions and adjustments of one player that stood at a moment. */
export interface Decided {
  decisions: EvidenceDecision[]
  adjustments: EvidenceAdjustment[]
}

/** By number, as an archive names them. */
export interface DecidedIds {
  decisions: readonly number[]
  adjustments: readonly number[]
}

/** Which decisions and adjustments count: those that stood at a moment (of the wall clock), or those named. */
export type DecidedUntil = Date | DecidedIds

const nothing: Decided = { decisions: [], adjustments: [] }

/** What was decided about some players of a race, by user. */
export async function loadDecided(
  db: Db,
  input: { raceId: number; userIds: readonly number[]; until: DecidedUntil },
): Promise<(userId: number) => Decided> {
  const userIds = sql`any(${arrayLiteral(input.userIds)}::int[])`
  const counts = countsUntil(input.until)
  const decisions = await queryRows<{ user_id: number; id: number; kind: DecisionKind; at: string; reason: string }>(
    db,
    sql`
    select user_id, id, kind, (extract(epoch from effective_from) * 1000)::bigint::text as at, reason
    from ${wagerDecisions}
    where user_id = ${userIds} and (kind <> 'confirm' or race_id = ${input.raceId}) and ${counts.decisions}
    order by effective_from, id`,
  )
  const adjustments = await queryRows<{ user_id: number; id: number; amount: string; reason: string }>(
    db,
    sql`
    select user_id, id, amount::text as amount, reason from ${wagerAdjustments}
    where user_id = ${userIds} and race_id = ${input.raceId} and ${counts.adjustments}
    order by id`,
  )
  const byUser = new Map<number, Decided>()
  const of = (userId: number) => {
    const decided = byUser.get(userId) ?? { decisions: [], adjustments: [] }
    byUser.set(userId, decided)
    return decided
  }
  for (const { user_id, id, kind, at, reason } of decisions)
    of(user_id).decisions.push({ id, kind, effectiveFrom: new Date(parseInt(at, 10)).toISOString(), reason })
  for (const { user_id, id, amount, reason } of adjustments) of(user_id).adjustments.push({ id, amount, reason })
  return (userId) => byUser.get(userId) ?? nothing
}

/** The decisions as the fold takes them. */
export function foldDecisions({ decisions }: Decided): Decision[] {
  return decisions.map(({ kind, effectiveFrom }) => ({ kind, from: Date.parse(effectiveFrom) }))
}

/** The sum of the adjustments, in units of 1e-8. */
export function adjustmentOf({ adjustments }: Decided): bigint {
  return adjustments.reduce((sum, { amount }) => sum + parseAmount(amount), 0n)
}

function countsUntil(until: DecidedUntil): { decisions: SQL; adjustments: SQL } {
  if (until instanceof Date) {
    const at = sql`${until.toISOString()}::timestamptz`
    const made = sql`created_at <= ${at}`
    return { decisions: made, adjustments: sql`${made} and (reverted_at is null or reverted_at > ${at})` }
  }
  return {
    decisions: sql`id = any(${arrayLiteral(until.decisions)}::int[])`,
    adjustments: sql`id = any(${arrayLiteral(until.adjustments)}::int[])`,
  }
}
