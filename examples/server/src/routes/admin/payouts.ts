import { correctPayout, listPayouts, settlePayout } from '@goated/races'
import { userIdOf } from '../../auth/actor.ts'
import { audited, type AuditedDeps } from '../../auth/audited.ts'
import type { Handlers } from '../../http/route-context.ts'
import { payoutJson, payoutSumJson } from '../../views/payout.ts'

/** What is owed and what was paid. */
export function adminPayoutHandlers(deps: AuditedDeps) {
  const { db, clock } = deps
  return {
    async listPayouts({ query }) {
      const { items, total, sums } = await listPayouts(db, query)
      return {
        items: items.map(payoutJson),
        total,
        limit: query.limit,
        offset: query.offset,
        sums: sums.map(payoutSumJson),
      }
    },
    async settlePayout(context) {
      const { id } = context.params
      const { status, reference } = context.body
      await audited(
        deps,
        context,
        (tx) => settlePayout(tx, { status, reference, payoutId: id, settledBy: userIdOf(context.actor) }, { clock }),
        () => ({ action: `payout.${status}`, targetKind: 'payout', targetId: id, details: { reference } }),
      )
      return loadPayout(id)
    },
    async correctPayout(context) {
      const { id } = context.params
      const { corrects, reason } = context.body
      await audited(
        deps,
        context,
        (tx) => correctPayout(tx, { corrects, reason, payoutId: id, correctedBy: userIdOf(context.actor) }, { clock }),
        () => ({ action: 'payout.corrected', targetKind: 'payout', targetId: id, details: { corrects, reason } }),
      )
      return loadPayout(id)
    },
  } satisfies Partial<Handlers>

  async function loadPayout(payoutId: number) {
    const { items } = await listPayouts(db, { payoutId })
    const [payout] = items.map(payoutJson)
    if (!payout) throw new Error('A payout is gone.')
    return payout
  }
}
