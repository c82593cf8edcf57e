import { TOKEN_SCOPES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { id, instant } from './fields.ts'

export const apiToken = z
  .object({
    id,
    name: z.string(),
    scopes: z.array(z.enum(TOKEN_SCOPES)),
    createdBy: id,
    createdByToken: id.nullable().meta({ description: 'The token that made it; null where the admin did in person.' }),
    createdAt: instant,
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiToken' })
export type ApiToken = z.input<typeof apiToken>

export const apiTokens = z.object({ items: z.array(apiToken) }).meta({ id: 'ApiTokens' })

export const createdApiToken = z
  .object({ token: z.string().meta({ description: 'Shown only now.' }), apiToken })
  .meta({ id: 'CreatedApiToken' })
