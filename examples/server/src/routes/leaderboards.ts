import { aroundOnBoard, findOnBoard, searchBoard } from '@goated/races'
import { GoatedError, parseInput } from '@goated/schema'
import { LEADERBOARD_PERIODS, type LeaderboardPeriod } from '@goated/schema/tables'
import { type IRouter, Router } from 'express'
import type { Boards } from '../boards/boards.ts'
import type { ResponseCache } from '../http/cached-response.ts'
import { getRoute } from '../http/get-route.ts'
import { leaderboardEntryJson, leaderboardJson } from '../views/leaderboard.ts'
import { leaderboardQuery, playerParams, radiusQuery } from './public-inputs.ts'
import { key } from './races.ts'

/** All players by what they wagered in a period of the provider's. */
export function leaderboardRoutes({ boards, responses }: { boards: Boards; responses: ResponseCache }): IRouter {
  const router = Router()

  getRoute(router, '/leaderboards/:period', async (request) => {
    const period = readPeriod(request.params['period'])
    const { limit, offset, search = '' } = parseInput(leaderboardQuery, request.query)
    const board = await boards.leaderboard(period)
    const stale = boards.areLeaderboardsStale()
    return responses.json(key('leaderboard', period, board.version, stale, limit, offset, search.toLowerCase()), () => {
      const found = search === '' ? board.entries : searchBoard(board, search, board.entries.length)
      return {
        ...leaderboardJson(board, stale),
        items: found.slice(offset, offset + limit).map((entry) => leaderboardEntryJson(entry, board)),
        total: found.length,
        limit,
        offset,
      }
    })
  })

  getRoute(router, '/leaderboards/:period/around/:username', async (request) => {
    const period = readPeriod(request.params['period'])
    const { username } = parseInput(playerParams, request.params)
    const { radius } = parseInput(radiusQuery, request.query)
    const board = await boards.leaderboard(period)
    const player = findOnBoard(board, username)
    if (!player) throw new GoatedError('PLAYER_NOT_FOUND', 'No player of this name is on this leaderboard.')
    return responses.json(key('leaderboard-around', period, board.version, radius, player.userId), () => ({
      rank: player.rank,
      items: aroundOnBoard(board, player.username, radius).map((entry) => leaderboardEntryJson(entry, board)),
    }))
  })

  return router
}

function readPeriod(text: unknown): LeaderboardPeriod {
  const period = LEADERBOARD_PERIODS.find((each) => each === text)
  if (!period)
    throw new GoatedError('LEADERBOARD_NOT_FOUND', `There are leaderboards for ${LEADERBOARD_PERIODS.join(', ')}.`)
  return period
}
