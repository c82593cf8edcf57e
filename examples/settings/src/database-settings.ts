import { wholeNumberInput } from '@goated/schema/inputs'
import { z } from 'zod'

/** Which database, and how it is reached. */
export const databaseSettings = {
  DATABASE_URL: z
    .string('Required: postgres://..., pglite://DIRECTORY or memory://.')
    .regex(/^(?:postgres(?:ql)?|pglite|memory):\/\//i, 'Must be postgres://..., pglite://DIRECTORY or memory://.'),
  /** Past a transaction pooler, which cannot keep a LISTEN; used for nothing else. */
  DATABASE_DIRECT_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//i, 'Must be postgres://...')
    .optional(),
  /** The most connections that one process holds. */
  DATABASE_POOL_MAX: wholeNumberInput(1, 1000).default(10),
}
