import {
  type Clock,
  createApiTokenInput,
  type CreateApiTokenInput,
  type Db,
  GoatedError,
  parseInput,
  systemClock,
} from '@goated/schema'
import { apiTokens, users } from '@goated/schema/tables'
import { and, eq } from 'drizzle-orm'
import { sha256 } from '../credentials/opaque-token.ts'
import { createTokenText, listedColumns, type ListedApiToken } from './api-token.ts'

/**
 * Makes a key for a program, which acts for the admin who made it. The token is shown this once; only its hash is kept.
 *
 * @throws INPUT_INVALID
 * @throws TOKEN_EXPIRED it would have expired already
 * @throws TOKEN_CREATOR_NOT_ADMIN only tokens of admins are worth anything
 */
export async function createApiToken(
  db: Db,
  input: CreateApiTokenInput,
  deps: { clock?: Clock } = {},
): Promise<{ token: string; apiToken: ListedApiToken }> {
  const { name, scopes, createdBy, expiresAt } = parseInput(createApiTokenInput, input)
  const createdAt = (deps.clock ?? systemClock).now()
  if (expiresAt !== undefined && expiresAt <= createdAt)
    throw new GoatedError('TOKEN_EXPIRED', 'A token must not have expired before it is made.')
  const admins = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, createdBy), eq(users.isAdmin, true)))
  if (admins.length === 0)
    throw new GoatedError('TOKEN_CREATOR_NOT_ADMIN', 'Only admins make API tokens.', { details: { createdBy } })
  const token = createTokenText()
  const [apiToken] = await db
    .insert(apiTokens)
    .values({ name, scopes, createdBy, tokenHash: sha256(token), createdAt, expiresAt: expiresAt ?? null })
    .returning(listedColumns)
  if (!apiToken) throw new Error('An inserted token came back empty.')
  return { token, apiToken }
}
