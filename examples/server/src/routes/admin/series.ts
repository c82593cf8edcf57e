import { createSeries, listSeries, stopSeries } from '@goated/races'
import { type AdminRaceDeps, loadAdminRace, ownSource } from '../../admin/admin-races.ts'
import { userIdOf } from '../../auth/actor.ts'
import { audited } from '../../auth/audited.ts'
import { amountsAsText } from '../../http/amounts-as-text.ts'
import type { Handlers } from '../../http/route-context.ts'

/** Races that follow one another. */
export function adminSeriesHandlers(deps: AdminRaceDeps) {
  const { db, clock } = deps
  return {
    async listSeries({ query: { active, limit, offset } }) {
      const { items, total } = await listSeries(db, { active, limit, offset })
      return { items, total, limit, offset }
    },
    async createSeries(context) {
      const { source, ...body } = context.body
      const { series, race } = await audited(
        deps,
        context,
        (tx) =>
          createSeries(tx, { ...body, source: ownSource(deps, source), createdBy: userIdOf(context.actor) }, { clock }),
        (created) => ({
          action: 'series.create',
          targetKind: 'series',
          targetId: created.series.id,
          details: { ...amountsAsText(body), source: created.series.source },
        }),
      )
      return { series: series, race: await loadAdminRace(deps, race.id) }
    },
    async stopSeries(context) {
      const { id } = context.params
      await audited(
        deps,
        context,
        (tx) => stopSeries(tx, { seriesId: id }, { clock }),
        () => ({ action: 'series.stop', targetKind: 'series', targetId: id }),
      )
      return null
    },
  } satisfies Partial<Handlers>
}
