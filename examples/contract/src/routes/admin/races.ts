import { cancelRaceBody, createRaceBody, prizeDistributionInput, updateRaceBody } from '@goated/races/inputs'
import { moneyInput } from '@goated/schema/inputs'
import * as z from 'zod'
import * as input from '../../inputs.ts'
import { admin, route } from '../../route.ts'
import { adminRace, adminRacesPage, prizePreview, raceDefaults } from '../../shapes/admin-race.ts'
import { prizeProblems, raceProblems, ruleProblems } from '../problems.ts'

const read = { access: admin('races:read') } as const
const write = { access: admin('races:write') } as const
const races = { tag: 'admin: races' } as const

export const adminRaceRoutes = {
  listAdminRaces: route({
    ...races,
    ...read,
    method: 'get',
    path: '/api/admin/races',
    summary: 'Races with what only admins see',
    query: input.racesQuery,
    answer: adminRacesPage,
  }),
  getAdminRace: route({
    ...races,
    ...read,
    method: 'get',
    path: '/api/admin/races/:id',
    summary: 'One race with what only admins see',
    params: input.idParams,
    answer: adminRace,
    problems: ['RACE_NOT_FOUND'],
  }),
  getRaceDefaults: route({
    ...races,
    ...read,
    method: 'get',
    path: '/api/admin/race-defaults',
    summary: 'The source and calendar that a new race of this installation has',
    answer: raceDefaults,
  }),
  previewPrizes: route({
    ...races,
    ...read,
    method: 'post',
    path: '/api/admin/races/preview',
    summary: 'How a pool would be split; stores nothing',
    body: z.strictObject({ prizePool: moneyInput, prizeDistribution: prizeDistributionInput }),
    answer: prizePreview,
    problems: prizeProblems,
  }),
  createRace: route({
    ...races,
    ...write,
    method: 'post',
    path: '/api/admin/races',
    summary: 'Creates a race',
    body: createRaceBody,
    answer: adminRace,
    status: 201,
    problems: ruleProblems,
  }),
  updateRace: route({
    ...races,
    ...write,
    method: 'patch',
    path: '/api/admin/races/:id',
    summary: 'Changes a race; once it has begun, only its words',
    params: input.idParams,
    body: updateRaceBody,
    answer: adminRace,
    problems: [...raceProblems, 'RACE_RULES_FIXED', ...ruleProblems],
  }),
  cancelRace: route({
    ...races,
    ...write,
    method: 'post',
    path: '/api/admin/races/:id/cancel',
    summary: 'Calls a race off',
    params: input.idParams,
    body: cancelRaceBody,
    answer: adminRace,
    problems: raceProblems,
  }),
} as const
