import { cancelRace, createRace, listRaces, previewPrizes, updateRace } from '@goated/races'
import { type AdminRaceDeps, summarizeAdminRaces, loadAdminRace, ownSource } from '../../admin/admin-races.ts'
import { userIdOf } from '../../auth/actor.ts'
import { audited } from '../../auth/audited.ts'
import { amountsAsText } from '../../http/amounts-as-text.ts'
import type { Handlers } from '../../http/route-context.ts'

/** Creating and changing races. */
export function adminRaceHandlers(deps: AdminRaceDeps) {
  const { db, clock } = deps
  return {
    async listAdminRaces({ query: { status, limit, offset } }) {
      const { items, total } = await listRaces(db, { status, limit, offset })
      return { items: await summarizeAdminRaces(deps, items), total, limit, offset }
    },
    async getAdminRace({ params: { id } }) {
      return loadAdminRace(deps, id)
    },
    async getRaceDefaults() {
      const { source, sourceKind, calendar } = deps
      return { source, sourceClass: sourceKind.class, calendar }
    },
    async previewPrizes({ body }) {
      return previewPrizes(body)
    },
    async createRace(context) {
      const { source, ...body } = context.body
      const { race } = await audited(
        deps,
        context,
        (tx) =>
          createRace(tx, { ...body, source: ownSource(deps, source), createdBy: userIdOf(context.actor) }, { clock }),
        (created) => raceAct('race.create', created.race.id, { ...amountsAsText(body), source: created.race.source }),
      )
      return loadAdminRace(deps, race.id)
    },
    async updateRace(context) {
      const { id } = context.params
      const { body } = context
      await audited(
        deps,
        context,
        (tx) => updateRace(tx, { ...body, raceId: id }, { clock }),
        () => raceAct('race.update', id, amountsAsText(body)),
      )
      return loadAdminRace(deps, id)
    },
    async cancelRace(context) {
      const { id } = context.params
      const { reason } = context.body
      await audited(
        deps,
        context,
        async (tx) => ({ events: await cancelRace(tx, { reason, raceId: id }, { clock }) }),
        () => raceAct('race.cancel', id, { reason }),
      )
      return loadAdminRace(deps, id)
    },
  } satisfies Partial<Handlers>
}

function raceAct(action: string, targetId: number, details: object) {
  return { action, targetKind: 'race', targetId, details }
}
