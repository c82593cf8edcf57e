import { pagingInput } from '@goated/schema/inputs'
import * as input from '../inputs.ts'
import { publicRead, route } from '../route.ts'
import { playerRacesPage, playerStats } from '../shapes/player.ts'

const players = { ...publicRead, tag: 'players' } as const

export const playerRoutes = {
  getPlayerStats: route({
    ...players,
    path: '/api/affiliates/:username/stats',
    summary: 'What a player wagered, and how that came about',
    params: input.playerParams,
    query: input.spanQuery,
    answer: playerStats,
    problems: ['PLAYER_NOT_FOUND'],
  }),
  listPlayerRaces: route({
    ...players,
    path: '/api/affiliates/:username/races',
    summary: 'Races that a player took part in, the latest first',
    params: input.playerParams,
    query: pagingInput,
    answer: playerRacesPage,
    problems: ['PLAYER_NOT_FOUND'],
  }),
} as const
