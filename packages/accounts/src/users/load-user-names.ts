import type { Db } from '@goated/schema'
import { users } from '@goated/schema/tables'
import { inArray } from 'drizzle-orm'

/** Names of users by id; who is gone is missing. */
export async function loadUserNames(db: Db, { userIds }: { userIds: readonly number[] }): Promise<Map<number, string>> {
  const wanted = [...new Set(userIds)]
  if (wanted.length === 0) return new Map()
  const found = await db.select({ id: users.id, username: users.username }).from(users).where(inArray(users.id, wanted))
  return new Map(found.map(({ id, username }) => [id, username]))
}
