import type { Db, GoatedError } from '@goated/schema'
import { totpCredentials, users } from '@goated/schema/tables'
import { eq, type SQL, sql } from 'drizzle-orm'
import { accountError } from '../errors.ts'

/** A user as the user may see it: everything but the password hash. */
export interface AccountUser {
  id: number
  username: string
  email: string | null
  isAdmin: boolean
  nameHidden: boolean
  hasTotp: boolean
}

/** Only what was confirmed counts: a half-done enrolment must not lock its owner out. */
const hasTotp: SQL<boolean> = sql<boolean>`exists (
  select from ${totpCredentials} where ${totpCredentials.userId} = ${users.id} and ${totpCredentials.confirmedAt} is not null)`

export const accountUserColumns: Pick<typeof users, 'id' | 'username' | 'email' | 'isAdmin' | 'nameHidden'> & {
  hasTotp: SQL<boolean>
} = {
  id: users.id,
  username: users.username,
  email: users.email,
  isAdmin: users.isAdmin,
  nameHidden: users.nameHidden,
  hasTotp,
}

/** A user with the password hash, for those who check a password. */
export type UserWithPassword = AccountUser & { password: string | null }

/** @throws USER_NOT_FOUND */
export async function findUserWithPassword(db: Db, userId: number): Promise<UserWithPassword> {
  const [user] = await db
    .select({ ...accountUserColumns, password: users.password })
    .from(users)
    .where(eq(users.id, userId))
  if (!user) throw userNotFound(userId)
  return user
}

export function userNotFound(userId: number): GoatedError {
  return accountError('USER_NOT_FOUND', 'There is no such user.', { details: { userId } })
}
