import { instantInput, lineInput } from '@goated/schema/inputs'
import { TOKEN_SCOPES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import * as input from '../../inputs.ts'
import { admin, route } from '../../route.ts'
import { apiTokens, createdApiToken } from '../../shapes/api-token.ts'

const people = { tag: 'admin: people' } as const
const read = { ...people, access: admin('users:read') } as const
const write = { ...people, access: admin('users:write'), stepUp: 'proof' } as const

export const adminTokenRoutes = {
  listApiTokens: route({
    ...read,
    method: 'get',
    path: '/api/admin/tokens',
    summary: 'Tokens for machines, without their secrets',
    answer: apiTokens,
  }),
  createApiToken: route({
    ...write,
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
    ...write,
    method: 'delete',
    path: '/api/admin/tokens/:id',
    summary: 'Revokes a token, and those that it made',
    params: input.idParams,
    answer: null,
    status: 204,
    problems: ['TOKEN_NOT_FOUND'],
  }),
} as const
