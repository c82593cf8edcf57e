import { correctPayout, listPayouts, settlePayout } from '@goated/races'
import type { TransactionalDb } from '@goated/schema'
import { userIdOf } from '../../auth/actor.ts'
import { audited, type AuditedDeps, type Doer, type Done } from '../../auth/audited.ts'
import type { Handlers } from '../../http/route-context.ts'

/** What is owed and what was paid. */
export function adminPayoutHandlers(deps: AuditedDeps) {
  const { db, clock } = deps
  return {
    async listPayouts({ query }) {
      const { items, total, sums } = await listPayouts(db, query)
      return { items, total, limit: query.limit, offset: query.offset, sums }
    },
    settlePayout(context) {
      const { status, reference } = context.body
      return act(context, status, { reference }, (tx, payoutId, settledBy) =>
        settlePayout(tx, { status, reference, payoutId, settledBy }, { clock }),
      )
    },
    correctPayout(context) {
      const { corrects, reason } = context.body
      return act(context, 'corrected', { corrects, reason }, (tx, payoutId, correctedBy) =>
        correctPayout(tx, { corrects, reason, payoutId, correctedBy }, { clock }),
      )
    },
  } satisfies Partial<Handlers>

  /** Writes to the ledger and to the audit log together; the answer is the payout as it is then. */
  async function act(
    context: Doer & { params: { id: number } },
    done: string,
    details: object,
    write: (tx: TransactionalDb, payoutId: number, by: number) => Promise<Done>,
  ) {
    const { id } = context.params
    await audited(
      deps,
      context,
      (tx) => write(tx, id, userIdOf(context.actor)),
      () => ({ action: `payout.${done}`, targetKind: 'payout', targetId: id, details }),
    )
    const [payout] = (await listPayouts(db, { payoutId: id })).items
    if (!payout) throw new Error('A payout is gone.')
    return payout
  }
}
