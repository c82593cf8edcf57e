import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { affiliateAccounts, users } from '@goated/schema/tables'
import { and, asc, count, eq, isNotNull, like, sql } from 'drizzle-orm'
import { type AccountUser, accountUserColumns, userNotFound } from '../account/account-user.ts'
import { loadUserInput } from '../account/inputs.ts'
import { listUsersInput, type ListUsersInput } from './inputs.ts'

/** A user as an admin sees it. */
export interface ListedUser extends AccountUser {
  createdAt: Date
  lastLogin: Date | null
  /** False: only an upstream knows this user; nobody can sign in as it. */
  claimed: boolean
  /** The upstream's account that is this user's; null when there is none. */
  affiliateAccount: { source: string; uid: string } | null
}

/**
 * Users in order of name.
 *
 * @throws INPUT_INVALID
 */
export async function listUsers(db: Db, input: ListUsersInput = {}): Promise<{ items: ListedUser[]; total: number }> {
  const { search, isAdmin, limit, offset } = parseInput(listUsersInput, input)
  const name = sql`lower(${users.username})`
  const where = and(
    search === undefined ? undefined : like(name, sql`lower(${startingWith(search)})`),
    isAdmin === undefined ? undefined : eq(users.isAdmin, isAdmin),
  )
  const [counted] = await db.select({ total: count() }).from(users).where(where)
  const items = await selectUsers(db).where(where).orderBy(asc(name), asc(users.id)).limit(limit).offset(offset)
  return { items, total: counted?.total ?? 0 }
}

/** @throws INPUT_INVALID, USER_NOT_FOUND */
export async function loadUser(db: Db, id: number): Promise<ListedUser> {
  const { userId } = parseInput(loadUserInput, { userId: id })
  const [user] = await selectUsers(db).where(eq(users.id, userId))
  if (!user) throw userNotFound(userId)
  return user
}

function selectUsers(db: Db) {
  return db
    .select(
      readable({
        ...accountUserColumns,
        createdAt: users.createdAt,
        lastLogin: users.lastLogin,
        claimed: sql<boolean>`${isNotNull(users.password)}`,
        affiliateAccount: { source: affiliateAccounts.source, uid: affiliateAccounts.uid },
      }),
    )
    .from(users)
    .leftJoin(affiliateAccounts, eq(affiliateAccounts.userId, users.id))
    .$dynamic()
}

function startingWith(search: string): string {
  return `${search.replace(/[\\%_]/g, '\\$&')}%`
}
