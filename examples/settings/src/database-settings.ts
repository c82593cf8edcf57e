import { wholeNumberInput } from '@goated/schema/inputs'
import { z } from 'zod'

/** Which database, and how it is reached. */
export const databaseSettings = {
  DATABASE_URL: z
    .string('Required: postgres://..., pglite://DIRECTORY or memory://.')
    .regex(/^(?:postgres(?:ql)?|pglite|memory):\/\//i, 'Must be postgres://..., pglite://DIRECTORY or memory://.')
    .describe('The database: postgres://..., pglite://DIRECTORY or memory://'),
  DATABASE_DIRECT_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//i, 'Must be postgres://...')
    .optional()
    .describe('A URL past a transaction pooler, to hear of changes; only the server uses it'),
  DATABASE_POOL_MAX: wholeNumberInput(1, 1000).default(10).describe('The most connections that one process holds'),
}
