import { type Db } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { sessions } from '@goated/schema/tables'
import { and, eq, ne } from 'drizzle-orm'
import { isOpaqueToken, sha256 } from '../credentials/opaque-token.ts'
import { accountError } from '../errors.ts'
import { endSessionInput, type EndSessionInput, endSessionsInput, type EndSessionsInput } from './inputs.ts'

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

/**
 * Ends one session of a user.
 *
 * @throws INPUT_INVALID
 * @throws SESSION_NOT_FOUND the user has no such session, or it is over
 */
export async function endSession(db: Db, input: EndSessionInput): Promise<void> {
  const { userId, sessionId } = parseInput(endSessionInput, input)
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, sessionId)))
    .returning({ id: sessions.id })
  if (ended.length === 0)
    throw accountError('SESSION_NOT_FOUND', 'There is no such session.', { details: { sessionId } })
}
