import { type Clock, type Db, readable, systemClock } from '@goated/schema'
import { apiTokens, users } from '@goated/schema/tables'
import type { TokenScope } from '@goated/schema/vocabulary'
import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import { sha256 } from '../credentials/opaque-token.ts'
import { isTokenText } from './api-token.ts'

/** What a program may do, and for whom it acts. */
export interface ApiTokenView {
  tokenId: number
  name: string
  scopes: TokenScope[]
  createdBy: number
}

const notedEveryMs = 60_000

/**
 * What a token is good for; null when it is unknown, revoked or expired, or when its creator is no admin any more. Its use
 * is noted, at most once a minute.
 */
export async function findApiToken(db: Db, token: string, deps: { clock?: Clock } = {}): Promise<ApiTokenView | null> {
  if (!isTokenText(token)) return null
  const now = (deps.clock ?? systemClock).now()
  const [found] = await db
    .select(
      readable({
        tokenId: apiTokens.id,
        name: apiTokens.name,
        scopes: apiTokens.scopes,
        createdBy: apiTokens.createdBy,
        lastUsedAt: apiTokens.lastUsedAt,
      }),
    )
    .from(apiTokens)
    .innerJoin(users, and(eq(users.id, apiTokens.createdBy), eq(users.isAdmin, true)))
    .where(
      and(
        eq(apiTokens.tokenHash, sha256(token)),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
      ),
    )
  if (!found) return null
  const { lastUsedAt, ...view } = found
  const notedBefore = new Date(now.getTime() - notedEveryMs)
  if (lastUsedAt === null || lastUsedAt <= notedBefore)
    await db
      .update(apiTokens)
      .set({ lastUsedAt: now })
      .where(
        and(eq(apiTokens.id, view.tokenId), or(isNull(apiTokens.lastUsedAt), lte(apiTokens.lastUsedAt, notedBefore))),
      )
  return view
}
