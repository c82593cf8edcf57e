import { type Clock, type RecordedEvent, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { recordEvents } from '@goated/schema/internal'
import { users } from '@goated/schema/tables'
import { and, eq, ne } from 'drizzle-orm'
import { userNotFound } from '../account/account-user.ts'
import { setNameHiddenInput, type SetNameHiddenInput } from './inputs.ts'

/**
 * Hides a user's name on boards, or shows it again; see `maskName`. Returns `user.nameHidden` if that changed anything.
 *
 * @throws INPUT_INVALID, USER_NOT_FOUND
 */
export async function setNameHidden(
  db: TransactionalDb,
  input: SetNameHiddenInput,
  deps: { clock?: Clock } = {},
): Promise<RecordedEvent[]> {
  const { userId, hidden } = parseInput(setNameHiddenInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const changed = await tx
      .update(users)
      .set({ nameHidden: hidden })
      .where(and(eq(users.id, userId), ne(users.nameHidden, hidden)))
      .returning({ id: users.id })
    if (changed.length > 0) return recordEvents(tx, [{ name: 'user.nameHidden', payload: { userId, hidden } }], now)
    const known = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId))
    if (known.length === 0) throw userNotFound(userId)
    return []
  })
}
