import { setAdminBody } from '@goated/accounts/inputs'
import { instantInput, lineInput, pagingInput } from '@goated/schema/inputs'
import { TOKEN_SCOPES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import * as input from '../inputs.ts'
import { admin, route } from '../route.ts'
import { ingestHealth, ingestRunsPage, quarantinedDetail, quarantinePage } from '../shapes/ingest.ts'
import {
  adminUser,
  adminUsersPage,
  apiTokens,
  auditPage,
  auditVerification,
  createdApiToken,
} from '../shapes/people.ts'

const ingest = { tag: 'admin: ingest', access: admin('ingest:read') } as const
const people = { tag: 'admin: people' } as const
const readUsers = { ...people, access: admin('users:read') } as const
const writeUsers = { ...people, access: admin('users:write') } as const
const tokens = { ...writeUsers, stepUp: 'proof' } as const
const audit = { ...people, access: admin('audit:read') } as const

export const adminOperationRoutes = {
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
    answer: z.object({ requestedAt: z.iso.datetime() }),
    status: 202,
  }),

  listUsers: route({
    ...readUsers,
    method: 'get',
    path: '/api/admin/users',
    summary: 'Users by name',
    query: input.usersQuery,
    answer: adminUsersPage,
  }),
  updateUser: route({
    ...writeUsers,
    method: 'patch',
    path: '/api/admin/users/:id',
    summary: "Hides a player's name from the public, or shows it",
    params: input.idParams,
    body: z.strictObject({ nameHidden: z.boolean() }),
    answer: adminUser,
    problems: ['USER_NOT_FOUND'],
  }),
  setUserRole: route({
    ...people,
    access: admin('admins:write'),
    stepUp: 'proof',
    method: 'patch',
    path: '/api/admin/users/:id/role',
    summary: 'Makes somebody an admin, or no longer one; their sessions end, and with the role their tokens',
    params: input.idParams,
    body: setAdminBody,
    answer: adminUser,
    problems: ['USER_NOT_FOUND', 'LAST_ADMIN', 'USER_UNCLAIMED'],
  }),
  listApiTokens: route({
    ...readUsers,
    method: 'get',
    path: '/api/admin/tokens',
    summary: 'Tokens for machines, without their secrets',
    answer: apiTokens,
  }),
  createApiToken: route({
    ...tokens,
    method: 'post',
    path: '/api/admin/tokens',
    summary: 'Creates a token; its secret is shown only now',
    body: z.strictObject({
      name: lineInput(100),
      scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).max(TOKEN_SCOPES.length),
      expiresAt: instantInput.optional(),
    }),
    answer: createdApiToken,
    status: 201,
    problems: ['TOKEN_SCOPES_EXCEEDED', 'TOKEN_EXPIRY_EXCEEDED', 'TOKEN_EXPIRED', 'TOKEN_CREATOR_NOT_ADMIN'],
  }),
  revokeApiToken: route({
    ...tokens,
    method: 'delete',
    path: '/api/admin/tokens/:id',
    summary: 'Revokes a token, and those that it made',
    params: input.idParams,
    answer: null,
    status: 204,
    problems: ['TOKEN_NOT_FOUND'],
  }),

  listAudit: route({
    ...audit,
    method: 'get',
    path: '/api/admin/audit-log',
    summary: 'Who did what, the latest first',
    query: input.auditQuery,
    answer: auditPage,
  }),
  verifyAudit: route({
    ...audit,
    method: 'get',
    path: '/api/admin/audit-log/verification',
    summary: 'Whether every entry still fits its predecessor',
    answer: auditVerification,
  }),
} as const
