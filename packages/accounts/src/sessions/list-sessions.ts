import { type Clock, type Db, readable, systemClock } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { sessions } from '@goated/schema/tables'
import type { SessionLevel } from '@goated/schema/vocabulary'
import { and, desc, eq, gt } from 'drizzle-orm'
import { loadUserInput } from '../account/inputs.ts'

/** A session as its owner may see it, to tell whether it is his. */
export interface ListedSession {
  id: number
  level: SessionLevel
  ip: string
  userAgent: string | null
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
}

/**
 * A user's sessions that are not over, the one used last first.
 *
 * @throws INPUT_INVALID
 */
export async function listSessions(db: Db, of: number, deps: { clock?: Clock } = {}): Promise<ListedSession[]> {
  const { userId } = parseInput(loadUserInput, { userId: of })
  const now = (deps.clock ?? systemClock).now()
  const { id, level, ip, userAgent, createdAt, lastSeenAt, expiresAt } = readable(sessions)
  return db
    .select({ id, level, ip, userAgent, createdAt, lastSeenAt, expiresAt })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
}
