import type { Entrant, EntrantDetail as EntrantDetailJson } from '@goated/example-contract'
import type { EntrantDetail, EntrantRecord } from '@goated/races'
import { formatAmount } from '@goated/schema'
import { progressionJson } from './progression.ts'

/** An entrant as admins see one. */
export function entrantJson(entrant: EntrantRecord): Entrant {
  return {
    userId: entrant.userId,
    uid: entrant.uid,
    username: entrant.username,
    nameHidden: entrant.nameHidden,
    rank: entrant.rank,
    total: formatAmount(entrant.total),
    low: formatAmount(entrant.low),
    high: formatAmount(entrant.high),
    baseline: formatAmount(entrant.baseline),
    method: entrant.method,
    adjustment: formatAmount(entrant.adjustment),
    flags: entrant.flags,
    heldReadings: entrant.heldReadings,
    decisionsDue: entrant.decisionsDue,
    joinedAt: entrant.joinedAt.toISOString(),
    reachedAt: entrant.reachedAt.toISOString(),
    disqualifiedAt: entrant.disqualifiedAt?.toISOString() ?? null,
    disqualifiedReason: entrant.disqualifiedReason,
  }
}

/** An entrant with everything that was ever decided about it. */
export function entrantDetailJson(entrant: EntrantDetail): EntrantDetailJson {
  return {
    ...entrantJson(entrant),
    decisions: entrant.decisions.map(({ id, kind, reason, effectiveFrom, decidedBy, createdAt }) => ({
      id,
      kind,
      reason,
      effectiveFrom: effectiveFrom.toISOString(),
      decidedBy: decidedBy?.username ?? null,
      createdAt: createdAt.toISOString(),
    })),
    adjustments: entrant.adjustments.map((adjustment) => ({
      id: adjustment.id,
      amount: formatAmount(adjustment.amount),
      reason: adjustment.reason,
      createdBy: adjustment.createdBy?.username ?? null,
      createdAt: adjustment.createdAt.toISOString(),
      revertedAt: adjustment.revertedAt?.toISOString() ?? null,
      revertedBy: adjustment.revertedBy?.username ?? null,
      revertReason: adjustment.revertReason,
    })),
    history: progressionJson(entrant.history),
  }
}
