import * as z from 'zod'
import { id, instant, pageOf } from './fields.ts'

/** A user as admins see one. */
export const adminUser = z
  .object({
    id,
    username: z.string(),
    email: z.string().nullable(),
    isAdmin: z.boolean(),
    nameHidden: z.boolean(),
    claimed: z.boolean().meta({ description: 'Somebody has signed up as this user.' }),
    source: z.string().nullable(),
    uid: z.string().nullable(),
    createdAt: instant,
    lastLogin: instant.nullable(),
  })
  .meta({ id: 'AdminUser' })
export type AdminUser = z.input<typeof adminUser>

export const adminUsersPage = pageOf(adminUser).meta({ id: 'AdminUsersPage' })
