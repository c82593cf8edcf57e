import { type Db, readable } from '@goated/schema'
import { sessions, users } from '@goated/schema/tables'
import { and, eq, ne } from 'drizzle-orm'
import { createOpaqueToken, sha256 } from '../credentials/opaque-token.ts'

/** A session that goes on under a new token; the one before is worth nothing any more. */
export interface RenewedSession {
  token: string
  expiresAt: Date
}

interface OwnSession {
  userId: number
  sessionId: number
}

/**
 * Locks a user, and finds that a session of that user is still signed in: whoever was just signed out must not finish what
 * was under way. The user is locked before any session, as everybody does who locks both.
 */
export async function holdSession(tx: Db, { userId, sessionId }: OwnSession): Promise<boolean> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update')
  const found = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), eq(sessions.level, 'full')))
    .for('update')
  return found.length > 0
}

/** Gives a session a new token, and notes what it has just shown. Null when there is no such session. */
export async function renewSession(
  tx: Db,
  { userId, sessionId }: OwnSession,
  shown: { passwordShownAt?: Date; factorShownAt?: Date } = {},
): Promise<RenewedSession | null> {
  const token = createOpaqueToken()
  const [renewed] = await tx
    .update(sessions)
    .set({ tokenHash: sha256(token), ...shown })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
    .returning(readable({ expiresAt: sessions.expiresAt }))
  return renewed ? { token, expiresAt: renewed.expiresAt } : null
}

/** Ends all sessions of a user but one, which goes on under a new token; without that one, all. */
export async function keepOnlySession(
  tx: Db,
  { userId, sessionId }: { userId: number; sessionId: number | undefined },
  shown: { passwordShownAt?: Date; factorShownAt?: Date } = {},
): Promise<RenewedSession | null> {
  const others = sessionId === undefined ? undefined : ne(sessions.id, sessionId)
  await tx.delete(sessions).where(and(eq(sessions.userId, userId), others))
  return sessionId === undefined ? null : renewSession(tx, { userId, sessionId }, shown)
}
