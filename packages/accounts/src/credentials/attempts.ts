import { setTimeout as delay } from 'node:timers/promises'
import { type Db, readable } from '@goated/schema'
import { loginThrottles } from '@goated/schema/tables'
import { eq, inArray, lt, lte, sql } from 'drizzle-orm'
import { sha256 } from './opaque-token.ts'

/** So many attempts within so many milliseconds, counted from the first. */
export interface AttemptLimit {
  attempts: number
  windowMs: number
}

export interface LoginLimits {
  /** Wrong passwords and codes for one account. */
  account: AttemptLimit
  /** Wrong passwords and codes from one address, whatever the account. */
  address: AttemptLimit
  /**
   * Wrong codes for one account, which only who knows the password can try. The window is long: a code has but six
   * digits, and the account's window alone would allow a thousand guesses a day.
   */
  code: AttemptLimit
}

export const DEFAULT_LOGIN_LIMITS: LoginLimits = {
  account: { attempts: 10, windowMs: 15 * 60_000 },
  address: { attempts: 50, windowMs: 15 * 60_000 },
  code: { attempts: 20, windowMs: 24 * 3_600_000 },
}

const giveBackAgainMs = 250

/** One thing that attempts are counted for. */
export interface AttemptCounter {
  key: string
  limit: AttemptLimit
}

/**
 * The counter of an account, under the name it is signed in with. Names nobody has are counted alike. User name and
 * e-mail address are counted apart: if one locked the other, anybody could find out whose address it is.
 */
export function accountCounter(name: string, limits: LoginLimits): AttemptCounter {
  // Hashed, because people now and then type their password into the field for the name.
  return { key: `account:${sha256(name.toLowerCase())}`, limit: limits.account }
}

/** The counter of a second factor. */
export function codeCounter(userId: number, limits: LoginLimits): AttemptCounter {
  return { key: `code:${userId}`, limit: limits.code }
}

/** The counter of a password that somebody who is signed in shows again. */
export function passwordAgainCounter(userId: number, limits: LoginLimits): AttemptCounter {
  return { key: `password-again:${userId}`, limit: limits.account }
}

/**
 * Takes one attempt of each counter, before it is known how the attempt ends. Each is one statement, so of attempts at the
 * same time, by however many processes, no more than the limit are let through.
 *
 * @param db not a transaction: an attempt that is rolled back would not have been counted
 * @returns null, or when the first counter that has no attempt left starts anew
 */
export async function takeAttempts(db: Db, counters: readonly AttemptCounter[], now: Date): Promise<Date | null> {
  const taken: AttemptCounter[] = []
  try {
    for (const counter of counters) {
      const fullUntil = await takeAttempt(db, counter, now)
      if (fullUntil) return fullUntil
      taken.push(counter)
    }
    return null
  } catch (error) {
    await giveBack(db, taken)
    throw error
  }
}

/** Takes one attempt of a counter; otherwise says when the counter starts anew. */
async function takeAttempt(db: Db, { key, limit }: AttemptCounter, now: Date): Promise<Date | null> {
  const over = lte(loginThrottles.windowEndsAt, now)
  const [taken] = await db
    .insert(loginThrottles)
    .values({ key, attempts: 1, windowEndsAt: new Date(now.getTime() + limit.windowMs) })
    .onConflictDoUpdate({
      target: loginThrottles.key,
      set: {
        attempts: sql`case when ${over} then 1 else ${loginThrottles.attempts} + 1 end`,
        windowEndsAt: sql`case when ${over} then excluded.window_ends_at else ${loginThrottles.windowEndsAt} end`,
      },
      setWhere: sql`${over} or ${lt(loginThrottles.attempts, limit.attempts)}`,
    })
    .returning({ key: loginThrottles.key })
  if (taken) return null
  const [full] = await db
    .select(readable({ windowEndsAt: loginThrottles.windowEndsAt }))
    .from(loginThrottles)
    .where(eq(loginThrottles.key, key))
  return full?.windowEndsAt ?? now
}

/**
 * Checks an attempt that was taken. If the check fails because of us (the database, too many checks at once), whoever tried
 * gets the attempt back: nothing was learned of what they gave.
 */
export async function checkAttempt<Result>(
  db: Db,
  counters: readonly AttemptCounter[],
  check: () => Promise<Result>,
): Promise<Result> {
  try {
    return await check()
  } catch (error) {
    await giveBack(db, counters)
    throw error
  }
}

/**
 * Gives one attempt of each counter back: for those that went well, and those that failed because of us. An address is not
 * cleared: whoever has one account could then guess at others without end. Where the database fails here too, it is tried
 * once more; if that fails as well, the attempts stay counted.
 */
export async function giveBack(db: Db, counters: readonly AttemptCounter[]): Promise<void> {
  for (const { key } of counters)
    await returnAttempt(db, key)
      .catch(async () => {
        await delay(giveBackAgainMs)
        await returnAttempt(db, key)
      })
      .catch(() => {})
}

async function returnAttempt(db: Db, key: string): Promise<void> {
  await db
    .update(loginThrottles)
    .set({ attempts: sql`greatest(${loginThrottles.attempts} - 1, 0)` })
    .where(eq(loginThrottles.key, key))
}

/** Forgets what was counted for an account, once its owner has shown all that was asked for. */
export async function clearAttempts(db: Db, keys: readonly string[]): Promise<void> {
  await db.delete(loginThrottles).where(inArray(loginThrottles.key, [...keys]))
}
