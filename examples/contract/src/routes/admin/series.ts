import { createSeriesBody } from '@goated/races/inputs'
import * as z from 'zod'
import * as input from '../../inputs.ts'
import { admin, route } from '../../route.ts'
import { adminRace, raceSeries, raceSeriesPage } from '../../shapes/admin-race.ts'
import { ruleProblems } from '../problems.ts'

const read = { access: admin('races:read') } as const
const write = { access: admin('races:write') } as const
const races = { tag: 'admin: races' } as const

export const adminSeriesRoutes = {
  listSeries: route({
    ...races,
    ...read,
    method: 'get',
    path: '/api/admin/series',
    summary: 'Series of races',
    query: input.seriesQuery,
    answer: raceSeriesPage,
  }),
  createSeries: route({
    ...races,
    ...write,
    method: 'post',
    path: '/api/admin/series',
    summary: 'Creates a series and its first race',
    body: createSeriesBody,
    answer: z.object({ series: raceSeries, race: adminRace }),
    status: 201,
    problems: ruleProblems,
  }),
  stopSeries: route({
    ...races,
    ...write,
    method: 'post',
    path: '/api/admin/series/:id/stop',
    summary: 'Lets no further race of a series follow',
    params: input.idParams,
    answer: null,
    status: 204,
    problems: ['SERIES_NOT_FOUND'],
  }),
} as const
