import { type Db, endSessionsInput, type EndSessionsInput, parseInput } from '@goated/schema'
import { sessions } from '@goated/schema/tables'
import { and, eq, ne } from 'drizzle-orm'
import { isOpaqueToken, sha256 } from '../credentials/opaque-token.ts'

/** Ends the session of a token; nothing happens when there is none. */
export async function signOut(db: Db, token: string): Promise<void> {
  if (isOpaqueToken(token)) await db.delete(sessions).where(eq(sessions.tokenHash, sha256(token)))
}

/**
 * Ends all sessions of a user, or all except one.
 *
 * @throws INPUT_INVALID
 */
export async function endSessions(db: Db, input: EndSessionsInput): Promise<{ ended: number }> {
  const { userId, except } = parseInput(endSessionsInput, input)
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), except === undefined ? undefined : ne(sessions.id, except)))
    .returning({ id: sessions.id })
  return { ended: ended.length }
}
