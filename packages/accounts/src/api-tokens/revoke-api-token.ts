import { type Clock, type Db, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { apiTokens } from '@goated/schema/tables'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { accountError } from '../errors.ts'
import { listedColumns, type ListedApiToken } from './api-token.ts'
import { revokeApiTokenInput, type RevokeApiTokenInput } from './inputs.ts'

/**
 * Ends a token for good, and with it every token that it made, and that those made.
 *
 * @returns the token, and how many others ended with it
 * @throws INPUT_INVALID
 * @throws TOKEN_NOT_FOUND there is none, or it was revoked already
 */
export async function revokeApiToken(
  db: TransactionalDb,
  input: RevokeApiTokenInput,
  deps: { clock?: Clock } = {},
): Promise<{ apiToken: ListedApiToken; alsoRevoked: number }> {
  const { tokenId } = parseInput(revokeApiTokenInput, input)
  const revokedAt = (deps.clock ?? systemClock).now()
  return db.transaction(
    async (tx) => {
      const [apiToken] = await tx
        .update(apiTokens)
        .set({ revokedAt })
        .where(and(eq(apiTokens.id, tokenId), isNull(apiTokens.revokedAt)))
        .returning(listedColumns)
      if (!apiToken)
        throw accountError('TOKEN_NOT_FOUND', 'There is no such token that works.', { details: { tokenId } })
      return { apiToken, alsoRevoked: await revokeMadeBy(tx, tokenId, revokedAt) }
    },
    // Whatever the database's default: after waiting for a token that was being made, it must be seen.
    { isolationLevel: 'read committed' },
  )
}

/**
 * Revokes what a token made, one generation after the other: a statement sees the tokens that others were making while
 * the one before it waited for them.
 */
async function revokeMadeBy(tx: Db, tokenId: number, revokedAt: Date): Promise<number> {
  let count = 0
  for (let makers = [tokenId]; makers.length > 0;) {
    const made = await tx
      .update(apiTokens)
      .set({ revokedAt })
      .where(and(inArray(apiTokens.createdByToken, makers), isNull(apiTokens.revokedAt)))
      .returning({ id: apiTokens.id })
    makers = made.map(({ id }) => id)
    count += made.length
  }
  return count
}

/**
 * Revokes every token of a user.
 *
 * @param tx a transaction that has locked the user, so that no token is being made
 */
export async function revokeTokensOf(tx: Db, userId: number, revokedAt: Date): Promise<number> {
  const works = and(eq(apiTokens.createdBy, userId), isNull(apiTokens.revokedAt))
  // In the order in which they were made, as whoever revokes a token and what it made does.
  const locked = await tx
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(works)
    .orderBy(asc(apiTokens.id))
    .for('update')
  if (locked.length === 0) return 0
  const ids = locked.map(({ id }) => id)
  await tx.update(apiTokens).set({ revokedAt }).where(inArray(apiTokens.id, ids))
  return ids.length
}
