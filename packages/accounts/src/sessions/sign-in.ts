import { type Clock, type Db, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { sessions, users } from '@goated/schema/tables'
import { and, desc, eq, sql } from 'drizzle-orm'
import { type AccountUser, accountUserColumns, type UserWithPassword } from '../account/account-user.ts'
import { addressCounter } from '../credentials/address-counter.ts'
import {
  accountCounter,
  checkAttempt,
  clearAttempts,
  DEFAULT_LOGIN_LIMITS,
  giveBack,
  type LoginLimits,
  takeAttempts,
} from '../credentials/attempts.ts'
import { createOpaqueToken, sha256 } from '../credentials/opaque-token.ts'
import { hashPassword, isHashOutdated, verifyPassword } from '../credentials/password-hash.ts'
import { signInInput, type SignInInput } from './inputs.ts'
import { sessionEnds, type SessionLifetimes } from './lifetimes.ts'
import type { BegunSession } from './session-view.ts'

export interface SignInDeps {
  clock?: Clock
  /** Default: 12 h unused and 7 days at most; admins 30 minutes and 12 h. */
  lifetimes?: SessionLifetimes
  /** Default: `DEFAULT_LOGIN_LIMITS`. */
  limits?: LoginLimits
}

export type SignInResult =
  | ({ outcome: 'signed_in' } & BegunSession)
  /** The password is right; the session is good for `confirmTotp` only, for ten minutes. */
  | ({ outcome: 'totp_required' } & BegunSession)
  /** Nobody has that name, or the password is wrong, or the account is unclaimed: it is not told which. */
  | { outcome: 'refused' }
  /** Too many attempts for this account or from this address, right or wrong. */
  | { outcome: 'locked'; retryAt: Date }

/**
 * Signs in by user name or e-mail address. An attempt is counted before it is checked; see `LoginLimits`.
 *
 * @param db not a transaction: an attempt that is rolled back would not have been counted
 * @throws INPUT_INVALID, PASSWORD_CHECKS_BUSY
 */
export async function signIn(db: TransactionalDb, input: SignInInput, deps: SignInDeps = {}): Promise<SignInResult> {
  const { username, password, ip, userAgent } = parseInput(signInInput, input)
  const now = (deps.clock ?? systemClock).now()
  const limits = deps.limits ?? DEFAULT_LOGIN_LIMITS
  const found = await findByName(db, username)
  const address = addressCounter(ip, limits)
  const counters = [address, accountCounter(found?.signedInAs ?? username, limits)]
  const retryAt = await takeAttempts(db, counters, now)
  if (retryAt) return { outcome: 'locked', retryAt }

  const begun = await checkAttempt(db, counters, async () => {
    const fits = await verifyPassword(password, found?.user.password ?? null)
    return found && fits ? beginSession(db, found.user, { ip, userAgent: userAgent ?? null, now }, deps) : null
  })
  if (!found || !begun) return { outcome: 'refused' }
  await giveBack(db, [address])
  // Until the second factor was shown, the account's attempts stay counted: else a known password would clear the way
  // for any number of guesses at the code.
  if (begun.session.level === 'full') await clearAccountAttempts(db, begun.user, limits)
  await renewHash(db, found.user, password)
  return { outcome: begun.session.level === 'full' ? 'signed_in' : 'totp_required', ...begun }
}

/** Clears what was counted under each name that a user can sign in with. */
export async function clearAccountAttempts(db: Db, user: AccountUser, limits: LoginLimits): Promise<void> {
  const names = user.email === null ? [user.username] : [user.username, user.email]
  await clearAttempts(
    db,
    names.map((name) => accountCounter(name, limits).key),
  )
}

async function findByName(db: Db, name: string): Promise<{ user: UserWithPassword; signedInAs: string } | undefined> {
  // An address goes before a name, so that nobody can stand in its owner's way by taking it as a name.
  const byEmail = sql<boolean>`(lower(${users.email}) = lower(${name})) is true`
  const [row] = await db
    .select({ ...accountUserColumns, password: users.password, byEmail })
    .from(users)
    .where(sql`lower(${users.username}) = lower(${name}) or lower(${users.email}) = lower(${name})`)
    .orderBy(desc(byEmail))
    .limit(1)
  if (!row) return undefined
  const { byEmail: isEmail, ...user } = row
  return { user, signedInAs: isEmail && user.email !== null ? user.email : user.username }
}

interface Visit {
  ip: string
  userAgent: string | null
  now: Date
}

/** Null when the password was changed, or the user went, since it was checked. */
async function beginSession(
  db: TransactionalDb,
  checked: UserWithPassword,
  { ip, userAgent, now }: Visit,
  deps: SignInDeps,
): Promise<BegunSession | null> {
  return db.transaction(async (tx) => {
    // Locked until the session is there, so that whoever changes the password, or the rights, ends this session too.
    const [locked] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, checked.id), eq(users.password, checked.password ?? '')))
      .for('no key update')
    const [user] = locked ? await tx.select(accountUserColumns).from(users).where(eq(users.id, locked.id)) : []
    if (!user) return null
    const level = user.hasTotp ? 'password' : 'full'
    const ends = sessionEnds({ isAdmin: user.isAdmin, level, now }, deps.lifetimes)
    const token = createOpaqueToken()
    const [session] = await tx
      .insert(sessions)
      .values({
        userId: user.id,
        tokenHash: sha256(token),
        level,
        ip,
        userAgent,
        createdAt: now,
        passwordShownAt: now,
        lastSeenAt: now,
        ...ends,
      })
      .returning({ id: sessions.id })
    if (!session) throw new Error('An inserted session came back empty.')
    if (level === 'full') await tx.update(users).set({ lastLogin: now }).where(eq(users.id, user.id))
    const { expiresAt } = ends
    const shown = { passwordShownAt: now, factorShownAt: null }
    return { token, user, session: { sessionId: session.id, user, level, expiresAt, ...shown } }
  })
}

/** The one moment when the password is at hand to be hashed as it is done now. */
async function renewHash(db: Db, user: UserWithPassword, password: string): Promise<void> {
  if (user.password === null || !isHashOutdated(user.password)) return
  const renewed = await hashPassword(password)
  await db
    .update(users)
    .set({ password: renewed })
    .where(and(eq(users.id, user.id), eq(users.password, user.password)))
}
