import {
  type Clock,
  type Db,
  GoatedError,
  parseInput,
  revokeApiTokenInput,
  type RevokeApiTokenInput,
  systemClock,
} from '@goated/schema'
import { apiTokens } from '@goated/schema/tables'
import { and, eq, isNull } from 'drizzle-orm'
import { listedColumns, type ListedApiToken } from './api-token.ts'

/**
 * Ends a token for good.
 *
 * @throws INPUT_INVALID
 * @throws TOKEN_NOT_FOUND there is none, or it was revoked already
 */
export async function revokeApiToken(
  db: Db,
  input: RevokeApiTokenInput,
  deps: { clock?: Clock } = {},
): Promise<ListedApiToken> {
  const { tokenId } = parseInput(revokeApiTokenInput, input)
  const revokedAt = (deps.clock ?? systemClock).now()
  const [revoked] = await db
    .update(apiTokens)
    .set({ revokedAt })
    .where(and(eq(apiTokens.id, tokenId), isNull(apiTokens.revokedAt)))
    .returning(listedColumns)
  if (!revoked) throw new GoatedError('TOKEN_NOT_FOUND', 'There is no such token that works.', { details: { tokenId } })
  return revoked
}
