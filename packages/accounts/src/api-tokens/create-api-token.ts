import { type Clock, type Db, readable, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { apiTokens, users } from '@goated/schema/tables'
import type { TokenScope } from '@goated/schema/vocabulary'
import { and, eq, gt, isNull, or } from 'drizzle-orm'
import { sha256 } from '../credentials/opaque-token.ts'
import { accountError } from '../errors.ts'
import { createTokenText, listedColumns, type ListedApiToken } from './api-token.ts'
import { createApiTokenInput, type CreateApiTokenInput } from './inputs.ts'

/**
 * Makes a key for a program, which acts for the admin who made it. The token is shown this once; only its hash is kept.
 * One that another token makes has none but that token's scopes, and ends with it at the latest.
 *
 * @throws INPUT_INVALID
 * @throws TOKEN_EXPIRED it would have expired already
 * @throws TOKEN_CREATOR_NOT_ADMIN only tokens of admins are worth anything
 * @throws TOKEN_SCOPES_EXCEEDED the token that asks lacks one of the scopes, or works no more
 * @throws TOKEN_EXPIRY_EXCEEDED the token that asks ends before
 */
export async function createApiToken(
  db: TransactionalDb,
  input: CreateApiTokenInput,
  deps: { clock?: Clock } = {},
): Promise<{ token: string; apiToken: ListedApiToken }> {
  const { name, scopes, createdBy, createdByToken, expiresAt } = parseInput(createApiTokenInput, input)
  const createdAt = (deps.clock ?? systemClock).now()
  if (expiresAt !== undefined && expiresAt <= createdAt)
    throw accountError('TOKEN_EXPIRED', 'A token must not have expired before it is made.')
  return db.transaction(async (tx) => {
    // Shared locks: whoever takes the role away, or revokes the token that asks, waits and then finds this token too.
    const admins = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, createdBy), eq(users.isAdmin, true)))
      .for('share')
    if (admins.length === 0)
      throw accountError('TOKEN_CREATOR_NOT_ADMIN', 'Only admins make API tokens.', { details: { createdBy } })
    const ends =
      createdByToken === undefined
        ? (expiresAt ?? null)
        : await endWithin(tx, { id: createdByToken, createdBy, now: createdAt }, { scopes, expiresAt })
    const token = createTokenText()
    const [apiToken] = await tx
      .insert(apiTokens)
      .values({
        name,
        scopes,
        createdBy,
        createdByToken: createdByToken ?? null,
        tokenHash: sha256(token),
        createdAt,
        expiresAt: ends,
      })
      .returning(listedColumns)
    if (!apiToken) throw new Error('An inserted token came back empty.')
    return { token, apiToken }
  })
}

/** When a token that another one makes ends; throws where it would be more than that one is. */
async function endWithin(
  tx: Db,
  maker: { id: number; createdBy: number; now: Date },
  asked: { scopes: readonly TokenScope[]; expiresAt: Date | undefined },
): Promise<Date | null> {
  const [own] = await tx
    .select(readable({ scopes: apiTokens.scopes, expiresAt: apiTokens.expiresAt }))
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.id, maker.id),
        eq(apiTokens.createdBy, maker.createdBy),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, maker.now)),
      ),
    )
    .for('share')
  if (!own || asked.scopes.some((scope) => !own.scopes.includes(scope)))
    throw accountError('TOKEN_SCOPES_EXCEEDED', 'A token cannot make one that may do more than itself.', {
      details: { field: 'scopes' },
    })
  const { expiresAt = own.expiresAt } = asked
  if (own.expiresAt !== null && expiresAt !== null && expiresAt > own.expiresAt)
    throw accountError('TOKEN_EXPIRY_EXCEEDED', 'A token cannot make one that lasts longer than itself.', {
      details: { field: 'expiresAt' },
    })
  return expiresAt
}
