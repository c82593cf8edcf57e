import type { SourceKind } from '@goated/ingest'
import {
  cancelRace,
  type Calendar,
  createRace,
  createSeries,
  listRaces,
  listSeries,
  previewPrizes,
  stopSeries,
  updateRace,
} from '@goated/races'
import type { CreateRaceBody, CreateSeriesBody, RaceSourceInput, UpdateRaceBody } from '@goated/races/inputs'
import { formatAmount, GoatedError, MONEY_DECIMALS, readable } from '@goated/schema'
import { inputInvalid } from '@goated/schema/inputs'
import { wagerRaces } from '@goated/schema/tables'
import { eq } from 'drizzle-orm'
import { loadAdminRaces } from '../../admin/load-admin-races.ts'
import { userIdOf } from '../../auth/actor.ts'
import { audited, type AuditedDeps } from '../../auth/audited.ts'
import type { Boards } from '../../boards/boards.ts'
import type { Handlers } from '../../http/route-context.ts'
import { adminRaceJson, raceSeriesJson } from '../../views/admin-race.ts'

export interface AdminRaceDeps extends AuditedDeps {
  boards: Boards
  source: string
  sourceKind: SourceKind
  calendar: Calendar
}

/** Creating and changing races. */
export function adminRaceHandlers(deps: AdminRaceDeps) {
  const { db, clock, boards } = deps
  return {
    async listAdminRaces({ query: { status, limit, offset } }) {
      const { items, total } = await listRaces(db, { status, limit, offset })
      return { items: await toJson(items), total, limit, offset }
    },
    async getAdminRace({ params: { id } }) {
      return loadRace(id)
    },
    async getRaceDefaults() {
      const { source, sourceKind, calendar } = deps
      return { source, sourceClass: sourceKind.class, calendar }
    },
    async previewPrizes({ raw }) {
      const { kind, places, placeCount, total, unallocated, shareTotal } = previewPrizes(raw.body)
      return {
        kind,
        places: places.map(({ place, amount }) => ({ place, amount: formatAmount(amount, MONEY_DECIMALS) })),
        placeCount,
        total: formatAmount(total, MONEY_DECIMALS),
        unallocated: formatAmount(unallocated, MONEY_DECIMALS),
        shareTotal,
      }
    },
    async createRace(context) {
      const { source, ...body }: CreateRaceBody = context.raw.body
      const { race } = await audited(
        deps,
        context,
        (tx) => createRace(tx, { ...body, source: factsOf(source), createdBy: userIdOf(context.actor) }, { clock }),
        (created) => raceAct('race.create', created.race.id, { ...body, source: created.race.source }),
      )
      return loadRace(race.id)
    },
    async updateRace(context) {
      const { id } = context.params
      const body: UpdateRaceBody = context.raw.body
      await audited(
        deps,
        context,
        (tx) => updateRace(tx, { ...body, raceId: id }, { clock }),
        () => raceAct('race.update', id, body),
      )
      return loadRace(id)
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
      return loadRace(id)
    },
    async listSeries({ query: { active, limit, offset } }) {
      const { items, total } = await listSeries(db, { active, limit, offset })
      return { items: items.map(raceSeriesJson), total, limit, offset }
    },
    async createSeries(context) {
      const { source, ...body }: CreateSeriesBody = context.raw.body
      const { series, race } = await audited(
        deps,
        context,
        (tx) => createSeries(tx, { ...body, source: factsOf(source), createdBy: userIdOf(context.actor) }, { clock }),
        (created) => ({
          action: 'series.create',
          targetKind: 'series',
          targetId: created.series.id,
          details: { ...body, source: created.series.source },
        }),
      )
      return { series: raceSeriesJson(series), race: await loadRace(race.id) }
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

  /** The facts of the source that a client names: the one that this installation reads. */
  function factsOf(named: string | undefined): RaceSourceInput {
    const { source, sourceKind, calendar } = deps
    if (named !== undefined && named !== source)
      throw inputInvalid([{ path: 'source', message: `Must be ${source}, the source that this installation reads.` }])
    return { id: source, ...sourceKind, calendar }
  }

  async function loadRace(id: number) {
    const found = await db.select(readable(wagerRaces)).from(wagerRaces).where(eq(wagerRaces.id, id))
    const [race] = await toJson(found)
    if (!race) throw new GoatedError('RACE_NOT_FOUND', 'There is no such race.')
    return race
  }

  async function toJson(races: (typeof wagerRaces.$inferSelect)[]) {
    return (await loadAdminRaces(db, races, boards.isRaceStale)).map(adminRaceJson)
  }
}

function raceAct(action: string, targetId: number, details: object) {
  return { action, targetKind: 'race', targetId, details }
}
