import { type Clock, type Db, type GoatedError, readable, systemClock } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { users } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import type { AccountUser } from '../account/account-user.ts'
import { refuseCommonPassword } from '../credentials/common-password.ts'
import { hashPassword } from '../credentials/password-hash.ts'
import { accountError } from '../errors.ts'
import { createUserInput, type CreateUserInput } from './inputs.ts'

/**
 * Makes a user with a password. For operators and admins: what it throws tells whether a name or an address is taken.
 *
 * @param deps.siteName no password either
 * @throws INPUT_INVALID also when the password is one of the most common ones
 * @throws PASSWORD_CHECKS_BUSY
 * @throws USERNAME_TAKEN, EMAIL_TAKEN whatever the case
 */
export async function createUser(
  db: Db,
  input: CreateUserInput,
  deps: { clock?: Clock; siteName?: string } = {},
): Promise<AccountUser> {
  const { username, email, password, isAdmin } = parseInput(createUserInput, input)
  await refuseCommonPassword(password, { field: 'password', names: [username, email, deps.siteName] })
  const hashed = await hashPassword(password)
  const createdAt = (deps.clock ?? systemClock).now()
  const [user] = await db
    .insert(users)
    .values({ username, email: email ?? null, password: hashed, isAdmin, createdAt })
    .onConflictDoNothing()
    .returning(readable(users))
  if (!user) throw await takenError(db, username)
  return {
    id: user.id,
    username,
    email: user.email,
    isAdmin,
    nameHidden: user.nameHidden,
    hasTotp: false,
  }
}

async function takenError(db: Db, username: string): Promise<GoatedError> {
  const named = await db
    .select({ id: users.id })
    .from(users)
    .where(sql`lower(${users.username}) = lower(${username})`)
  return named.length > 0
    ? accountError('USERNAME_TAKEN', 'The user name is taken.')
    : accountError('EMAIL_TAKEN', 'The e-mail address is taken.')
}
