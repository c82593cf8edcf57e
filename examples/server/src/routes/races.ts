import { aroundOnBoard, findOnBoard, listRaces } from '@goated/races'
import { type Db, GoatedError, pagingInput, parseInput } from '@goated/schema'
import { type IRouter, type Request, Router } from 'express'
import type { Boards, RaceView } from '../boards/boards.ts'
import { loadProgression } from '../boards/progression.ts'
import { summarizeRaces } from '../boards/race-summaries.ts'
import type { ResponseCache } from '../http/cached-response.ts'
import { getRoute } from '../http/get-route.ts'
import { raceJson, raceViewJson } from '../views/race.ts'
import { standingJson } from '../views/standings.ts'
import { idParams, noQuery, participantParams, racesQuery, radiusQuery } from './public-inputs.ts'

/** Races and their standings. */
export function raceRoutes({ db, boards, responses }: { db: Db; boards: Boards; responses: ResponseCache }): IRouter {
  const router = Router()

  getRoute(router, '/races', async (request) => {
    const { status, limit, offset } = parseInput(racesQuery, request.query)
    return responses.json(key('races', boards.listsVersion(), status, limit, offset), async () => {
      const { items, total } = await listRaces(db, { status, limit, offset })
      const summaries = await summarizeRaces(db, items, boards.isRaceStale)
      return { items: summaries.map(raceJson), total, limit, offset }
    })
  })

  getRoute(router, '/races/current', async (request) => {
    parseInput(noQuery, request.query)
    const view = await boards.currentRace()
    if (!view) throw new GoatedError('RACE_NOT_FOUND', 'There is no race.')
    return raceResponse(view)
  })

  getRoute(router, '/races/:id', async (request) => {
    const { id } = parseInput(idParams, request.params)
    parseInput(noQuery, request.query)
    return raceResponse(await boards.race(id))
  })

  getRoute(router, '/races/:id/standings', async (request) => {
    const { id } = parseInput(idParams, request.params)
    const { limit, offset } = parseInput(pagingInput, request.query)
    const view = await boards.race(id)
    const stale = boards.isRaceStale(view.board.race)
    return responses.json(key('standings', id, view.fingerprint, stale, limit, offset), () => {
      const { entries, version, asOf } = view.board
      return {
        raceId: id,
        version,
        updatedAt: asOf?.toISOString() ?? null,
        stale,
        items: entries.slice(offset, offset + limit).map(standingJson),
        total: entries.length,
        limit,
        offset,
      }
    })
  })

  getRoute(router, '/races/:id/standings/around/:username', async (request) => {
    const { radius } = parseInput(radiusQuery, request.query)
    const { view, entrant } = await findEntrant(request)
    return responses.json(key('around', view.board.race.id, view.fingerprint, radius, entrant.userId), () => ({
      rank: entrant.rank,
      items: aroundOnBoard(view.board, entrant.username, radius).map(standingJson),
    }))
  })

  getRoute(router, '/races/:id/participants/:username/history', async (request) => {
    parseInput(noQuery, request.query)
    const { view, entrant } = await findEntrant(request)
    const { race } = view.board
    return responses.json(key('history', race.id, view.fingerprint, entrant.userId), async () => ({
      username: entrant.username,
      raceId: race.id,
      items: await loadProgression(db, race, entrant),
    }))
  })

  function raceResponse(view: RaceView) {
    const { race } = view.board
    const stale = boards.isRaceStale(race)
    return responses.json(key('race', race.id, view.fingerprint, stale), () => raceViewJson(view, stale))
  }

  async function findEntrant(request: Request) {
    const { id, username } = parseInput(participantParams, request.params)
    const view = await boards.race(id)
    const entrant = findOnBoard(view.board, username)
    if (!entrant) throw new GoatedError('PARTICIPANT_NOT_FOUND', 'No player of this name is in this race.')
    return { view, entrant }
  }

  return router
}

/** Everything that a body depends on, as one string. */
export function key(...parts: readonly unknown[]): string {
  return JSON.stringify(parts)
}
