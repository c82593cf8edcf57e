import { type Clock, type Db, readable, systemClock } from '@goated/schema'
import { sessions, totpCredentials, users } from '@goated/schema/tables'
import { and, eq, gt, lte } from 'drizzle-orm'
import { accountUserColumns } from '../account/account-user.ts'
import { isOpaqueToken, sha256 } from '../credentials/opaque-token.ts'
import { lifetimeOf, type SessionLifetimes } from './lifetimes.ts'
import type { SessionView } from './session-view.ts'

const notedEveryMs = 60_000

/**
 * Who a token belongs to; null when it is unknown or its session is over. A session of level `full` goes on with use,
 * which is noted at most once a minute.
 *
 * Check `level`: `password` means that the second factor is still missing. Check `owesFactor` too: a session may be older
 * than its user's second factor. `isProofFresh` tells whether it is good for what matters most.
 */
export async function findSession(
  db: Db,
  token: string,
  deps: { clock?: Clock; lifetimes?: SessionLifetimes } = {},
): Promise<SessionView | null> {
  if (!isOpaqueToken(token)) return null
  const now = (deps.clock ?? systemClock).now()
  const [found] = await db
    .select(
      readable({
        sessionId: sessions.id,
        user: accountUserColumns,
        level: sessions.level,
        expiresAt: sessions.expiresAt,
        passwordShownAt: sessions.passwordShownAt,
        factorShownAt: sessions.factorShownAt,
        factorSince: totpCredentials.confirmedAt,
        endsAt: sessions.endsAt,
        lastSeenAt: sessions.lastSeenAt,
      }),
    )
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(totpCredentials, eq(totpCredentials.userId, sessions.userId))
    .where(and(eq(sessions.tokenHash, sha256(token)), gt(sessions.expiresAt, now)))
  if (!found) return null
  const { endsAt, lastSeenAt, factorSince, ...shown } = found
  // What was shown of a second factor that is gone proves nothing about the one that came after it.
  const counts = factorSince !== null && shown.factorShownAt !== null && shown.factorShownAt >= factorSince
  const view = { ...shown, factorShownAt: counts ? shown.factorShownAt : null }
  const notedBefore = new Date(now.getTime() - notedEveryMs)
  if (view.level !== 'full' || lastSeenAt > notedBefore) return view

  const { idleMs } = lifetimeOf(view.user.isAdmin, deps.lifetimes)
  const expiresAt = new Date(Math.min(now.getTime() + idleMs, endsAt.getTime()))
  await db
    .update(sessions)
    .set({ lastSeenAt: now, expiresAt })
    .where(and(eq(sessions.id, view.sessionId), lte(sessions.lastSeenAt, notedBefore)))
  return { ...view, expiresAt }
}
