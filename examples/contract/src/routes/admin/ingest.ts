import { pagingInput } from '@goated/schema/inputs'
import * as z from 'zod'
import * as input from '../../inputs.ts'
import { admin, route } from '../../route.ts'
import {
  ingestHealth,
  ingestRunsPage,
  quarantinedDetail,
  quarantinePage,
  requestedReading,
} from '../../shapes/ingest.ts'

const ingest = { tag: 'admin: ingest', access: admin('ingest:read') } as const

export const adminIngestRoutes = {
  listIngestRuns: route({
    ...ingest,
    method: 'get',
    path: '/api/admin/ingest/runs',
    summary: 'Readings that were taken, good or not, the latest first',
    query: input.runsQuery,
    answer: ingestRunsPage,
  }),
  getIngestHealth: route({
    ...ingest,
    method: 'get',
    path: '/api/admin/ingest/health',
    summary: 'How the readings went lately',
    query: input.healthQuery,
    answer: ingestHealth,
  }),
  listQuarantined: route({
    ...ingest,
    method: 'get',
    path: '/api/admin/ingest/quarantine',
    summary: 'Readings that were refused, without their bodies',
    query: pagingInput,
    answer: quarantinePage,
  }),
  getQuarantined: route({
    ...ingest,
    method: 'get',
    path: '/api/admin/ingest/quarantine/:id',
    summary: 'A refused reading with its body, and how its shape differs',
    params: input.idParams,
    answer: quarantinedDetail,
    problems: ['QUARANTINED_READING_NOT_FOUND'],
  }),
  requestReading: route({
    ...ingest,
    access: admin('ingest:run'),
    method: 'post',
    path: '/api/admin/ingest/run',
    summary: 'Asks the worker for a reading now',
    body: z.strictObject({
      trust: z.boolean().default(false).meta({ description: 'Store it even if it is not believable.' }),
    }),
    answer: requestedReading,
    status: 202,
  }),
} as const
