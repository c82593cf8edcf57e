import type { OwnRuling, Ruling as RulingJson } from '@goated/example-contract'
import type { Ruling } from '@goated/races'
import { formatAmount } from '@goated/schema'
import type { ShowPlayer } from './shown-player.ts'

/** What staff did to a total, as the public sees it. */
export function rulingJson(ruling: Ruling, show: ShowPlayer): RulingJson {
  return { ...show(ruling), ...ownRulingJson(ruling) }
}

/** The same in a place that says already whose total it is. */
export function ownRulingJson({ kind, amount, reason, at, revertedAt, revertReason }: Ruling): OwnRuling {
  return {
    kind,
    amount: amount === null ? null : formatAmount(amount),
    reason,
    at: at.toISOString(),
    revertedAt: revertedAt?.toISOString() ?? null,
    revertReason,
  }
}
