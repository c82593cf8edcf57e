import {
  adjustTotal,
  decideEntrant,
  disqualifyEntrant,
  listEntrants,
  loadEntrant,
  reinstateEntrant,
  revertAdjustment,
} from '@goated/races'
import { userIdOf } from '../../auth/actor.ts'
import { audited, type AuditedDeps } from '../../auth/audited.ts'
import { amountsAsText } from '../../http/amounts-as-text.ts'
import type { Handlers } from '../../http/route-context.ts'

/** Decisions, disqualification and adjustments. */
export function adminEntrantHandlers(deps: AuditedDeps) {
  const { db, clock } = deps
  return {
    async listEntrants({ params: { id }, query }) {
      const { items, total } = await listEntrants(db, { raceId: id, ...query })
      return { items, total, limit: query.limit, offset: query.offset }
    },
    async getEntrant({ params }) {
      return load(params)
    },
    async decideEntrant(context) {
      const { params, body } = context
      await audited(
        deps,
        context,
        async (tx) => ({
          events: await decideEntrant(tx, { ...named(params), ...body, by: userIdOf(context.actor) }, { clock }),
        }),
        () => entrantAct('entrant.decide', params, body),
      )
      return load(params)
    },
    async disqualifyEntrant(context) {
      const { params, body } = context
      await audited(
        deps,
        context,
        async (tx) => ({
          events: await disqualifyEntrant(tx, { ...named(params), ...body, by: userIdOf(context.actor) }, { clock }),
        }),
        () => entrantAct('entrant.disqualify', params, body),
      )
      return load(params)
    },
    async reinstateEntrant(context) {
      const { params } = context
      await audited(
        deps,
        context,
        async (tx) => ({
          events: await reinstateEntrant(tx, named(params), { clock }),
        }),
        () => entrantAct('entrant.reinstate', params, {}),
      )
      return load(params)
    },
    async adjustTotal(context) {
      const { params, body } = context
      await audited(
        deps,
        context,
        (tx) => adjustTotal(tx, { ...named(params), ...body, by: userIdOf(context.actor) }, { clock }),
        ({ adjustment }) =>
          entrantAct('entrant.adjust', params, { ...amountsAsText(body), adjustmentId: adjustment.id }),
      )
      return load(params)
    },
    async revertAdjustment(context) {
      const { id } = context.params
      const { reason } = context.body
      await audited(
        deps,
        context,
        async (tx) => ({
          events: await revertAdjustment(tx, { adjustmentId: id, reason, by: userIdOf(context.actor) }, { clock }),
        }),
        () => ({ action: 'adjustment.revert', targetKind: 'adjustment', targetId: id, details: { reason } }),
      )
      return null
    },
  } satisfies Partial<Handlers>

  async function load(params: EntrantParams) {
    return loadEntrant(db, named(params))
  }
}

/** As the address names an entrant. */
interface EntrantParams {
  id: number
  userId: number
}

function named({ id, userId }: EntrantParams): { raceId: number; userId: number } {
  return { raceId: id, userId }
}

function entrantAct(action: string, { id, userId }: EntrantParams, details: object) {
  return { action, targetKind: 'race', targetId: id, details: { userId, ...details } }
}
