import * as input from '../inputs.ts'
import { publicRead, route } from '../route.ts'
import { leaderboardAround, leaderboardPage } from '../shapes/leaderboard.ts'

const leaderboards = { ...publicRead, tag: 'leaderboards' } as const

export const leaderboardRoutes = {
  getLeaderboard: route({
    ...leaderboards,
    path: '/api/leaderboards/:period',
    summary: 'Players by what they wagered in a period',
    params: input.periodParams,
    query: input.leaderboardQuery,
    answer: leaderboardPage,
  }),
  getLeaderboardAround: route({
    ...leaderboards,
    path: '/api/leaderboards/:period/around/:username',
    summary: 'A player with neighbours on both sides',
    params: input.periodPlayerParams,
    query: input.radiusQuery,
    answer: leaderboardAround,
    problems: ['PLAYER_NOT_FOUND'],
  }),
} as const
