import { type HistoricalWinner, listHistoricalRaces } from '@goated/races'
import { type Db, GoatedError, pagingInput, parseInput } from '@goated/schema'
import { type ArchivedStanding, historicalRaces } from '@goated/schema/tables'
import { eq, getTableColumns, sql } from 'drizzle-orm'
import { type IRouter, Router } from 'express'
import type { Boards } from '../boards/boards.ts'
import type { ResponseCache } from '../http/cached-response.ts'
import { getRoute } from '../http/get-route.ts'
import { historicalRaceJson, historicalStandingJson } from '../views/historical-race.ts'
import { idParams } from './public-inputs.ts'
import { key } from './races.ts'

/** The archive of completed races. */
export function historicalRaceRoutes(deps: { db: Db; boards: Boards; responses: ResponseCache }): IRouter {
  const { db, boards, responses } = deps
  const router = Router()

  getRoute(router, '/historical-races', async (request) => {
    const { limit, offset } = parseInput(pagingInput, request.query)
    return responses.json(key('historical', boards.listsVersion(), limit, offset), async () => {
      const { items, total } = await listHistoricalRaces(db, { limit, offset })
      return { items: items.map(historicalRaceJson), total, limit, offset }
    })
  })

  getRoute(router, '/historical-races/:id', async (request) => {
    const { id } = parseInput(idParams, request.params)
    const { limit, offset } = parseInput(pagingInput, request.query)
    // An archived race never changes, so its number says it all.
    return responses.json(key('historical-race', id, limit, offset), async () => {
      const { page, ...race } = await loadArchived(db, { id, limit, offset })
      const items = page.map(historicalStandingJson)
      return { ...historicalRaceJson(race), participants: { items, total: race.participantCount, limit, offset } }
    })
  })

  return router
}

/** One page of the standings, cut out by the database: all of them may be many megabytes. */
async function loadArchived(db: Db, { id, limit, offset }: { id: number; limit: number; offset: number }) {
  const { participants, status: _, ...columns } = getTableColumns(historicalRaces)
  const range = sql`jsonb_build_object('first', ${offset}::int, 'last', ${offset + limit - 1}::bigint)`
  const [race] = await db
    .select({
      ...columns,
      page: sql<ArchivedStanding[]>`jsonb_path_query_array(${participants}, '$[$first to $last]', ${range})`,
      winners: sql<HistoricalWinner[]>`jsonb_path_query_array(${participants}, '$[*] ? (@.rank <= 3)')`,
    })
    .from(historicalRaces)
    .where(eq(historicalRaces.id, id))
  if (!race) throw new GoatedError('HISTORICAL_RACE_NOT_FOUND', 'There is no such race in the archive.')
  return race
}
