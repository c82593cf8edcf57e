import { loginThrottles, rateLimits, sessions, users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { hash } from '@node-rs/argon2'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pruneAccounts } from '../prune-accounts.ts'
import { changePassword } from '../users/change-password.ts'
import { createUser } from '../users/create-user.ts'
import { setAdmin } from '../users/set-admin.ts'
import { endSession, endSessions, signOut } from './end-sessions.ts'
import { findSession } from './find-session.ts'
import { listSessions } from './list-sessions.ts'
import { signIn, type SignInDeps, type SignInResult } from './sign-in.ts'

const minute = 60_000
const hour = 60 * minute
const clock = manualClock('2025-06-02T12:00:00Z')
const password = 'correct horse'

let database: TestDatabase
let userId: number
beforeEach(async () => {
  database = await testDatabase()
  clock.set('2025-06-02T12:00:00Z')
  userId = (await createUser(database.db, { username: 'Ann', email: 'ann@example.org', password })).id
})
afterEach(() => database.close())

function attempt(
  given: { username?: string; password?: string; ip?: string } = {},
  deps: SignInDeps = {},
): Promise<SignInResult> {
  return signIn(database.db, { username: 'ann', password, ip: '192.0.2.1', ...given }, { clock, ...deps })
}

async function signedIn(username = 'ann') {
  const result = await attempt({ username })
  if (result.outcome !== 'signed_in') throw new Error(`The outcome is ${result.outcome}.`)
  return result
}

const find = (token: string) => findSession(database.db, token, { clock })
const outcomes = (results: SignInResult[], outcome: string) => results.filter((each) => each.outcome === outcome).length

describe('signing in', () => {
  test.each(['Ann', 'ANN', 'ann', 'ann@example.org', ' Ann@Example.ORG '])('works as %j', async (username) => {
    const { token, session, user } = await signedIn(username)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(user).toEqual({
      id: userId,
      username: 'Ann',
      email: 'ann@example.org',
      isAdmin: false,
      nameHidden: false,
      hasTotp: false,
    })
    expect(session).toEqual({
      sessionId: expect.any(Number),
      user,
      level: 'full',
      expiresAt: new Date(clock.now().getTime() + 12 * hour),
      passwordShownAt: clock.now(),
      factorShownAt: null,
    })
    expect(await find(token)).toEqual(session)
  })

  test('keeps neither token nor password', async () => {
    const { token } = await signedIn()
    const stored = JSON.stringify([await database.db.select().from(sessions), await database.db.select().from(users)])
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(password)
  })

  test('gives a new token each time', async () => {
    const tokens = [await signedIn(), await signedIn()].map(({ token }) => token)
    expect(new Set(tokens).size).toBe(2)
  })

  test('answers alike to a wrong password, an unknown name and an unclaimed account', async () => {
    await database.db.insert(users).values({ username: 'unclaimed' })
    expect(await attempt({ password: 'wrong' })).toEqual({ outcome: 'refused' })
    expect(await attempt({ username: 'nobody' })).toEqual({ outcome: 'refused' })
    expect(await attempt({ username: 'unclaimed' })).toEqual({ outcome: 'refused' })
    expect(await database.db.select().from(sessions)).toEqual([])
  })

  test('goes by the e-mail address before a name that looks like one', async () => {
    await createUser(database.db, { username: 'ann@example.org', password: 'another horse' })
    expect((await signedIn('ann@example.org')).user.id).toBe(userId)
  })

  test('hashes anew what was hashed with other parameters', async () => {
    const old = await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 })
    await database.db.update(users).set({ password: old })
    await signedIn()
    const [user] = await database.db.select().from(users)
    expect(user?.password).toMatch(/m=19456,t=2,p=1/)
    await signedIn()
    expect(await database.db.select().from(users)).toMatchObject([{ password: user?.password }])
  })
})

describe('limits', () => {
  test('of many wrong attempts at once, no more than ten are checked, wherever they come from', async () => {
    const wrong = Array.from({ length: 40 }, (_, at) => attempt({ password: 'wrong', ip: `198.51.100.${at}` }))
    const results = await Promise.all(wrong)
    expect(outcomes(results, 'refused')).toBe(10)
    expect(outcomes(results, 'locked')).toBe(30)
    const retryAt = new Date(clock.now().getTime() + 15 * minute)
    expect(await attempt()).toEqual({ outcome: 'locked', retryAt })
    clock.set(retryAt)
    await signedIn()
  })

  test('nor does another spelling of the name give more', async () => {
    const names = ['ann', 'Ann', 'ANN', 'aNN']
    const wrong = Array.from({ length: 24 }, (_, at) => attempt({ password: 'wrong', username: names[at % 4] ?? '' }))
    expect(outcomes(await Promise.all(wrong), 'refused')).toBe(10)
  })

  test('names that nobody has are locked alike', async () => {
    for (let at = 0; at < 10; at++) expect(await attempt({ username: 'nobody' })).toEqual({ outcome: 'refused' })
    expect(await attempt({ username: 'Nobody' })).toMatchObject({ outcome: 'locked' })
  })

  test('an address is limited whatever the names, and by its IPv6 network', async () => {
    const limits = {
      account: { attempts: 100, windowMs: minute },
      address: { attempts: 5, windowMs: minute },
      code: { attempts: 5, windowMs: minute },
    }
    const wrong = Array.from({ length: 12 }, (_, at) =>
      attempt({ username: `nobody ${at}`, ip: `2001:db8::${at}` }, { limits }),
    )
    expect(outcomes(await Promise.all(wrong), 'refused')).toBe(5)
    expect(await attempt({ ip: '2001:db8::ffff' }, { limits })).toMatchObject({ outcome: 'locked' })
    expect(await attempt({ ip: '2001:db8:0:1::1' }, { limits })).toMatchObject({ outcome: 'signed_in' })
  })

  test('signing in clears the account, but not the address it comes from', async () => {
    for (let at = 0; at < 9; at++) await attempt({ password: 'wrong' })
    await signedIn()
    expect(await database.db.select().from(loginThrottles)).toMatchObject([{ key: 'address:192.0.2.1', attempts: 9 }])
    for (let at = 0; at < 9; at++) expect(await attempt({ password: 'wrong' })).toEqual({ outcome: 'refused' })
    await signedIn()
  })

  test('the table holds no name that was typed', async () => {
    await attempt({ username: 'my secret password' })
    expect(JSON.stringify(await database.db.select().from(loginThrottles))).not.toContain('secret')
  })
})

describe('a session', () => {
  test('ends unused after twelve hours, and is noted at most once a minute', async () => {
    const { token, session } = await signedIn()
    clock.advance(minute - 1)
    expect((await find(token))?.expiresAt).toEqual(session.expiresAt)
    clock.advance(1)
    const used = clock.now()
    expect((await find(token))?.expiresAt).toEqual(new Date(used.getTime() + 12 * hour))
    clock.advance(12 * hour - 1)
    // Looked at here, not through findSession, which would keep it alive.
    expect(await database.db.select({ at: sessions.lastSeenAt }).from(sessions)).toEqual([{ at: used }])
    clock.advance(1)
    expect(await find(token)).toBeNull()
  })

  test('ends after seven days, however much it is used', async () => {
    const { token } = await signedIn()
    for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
      clock.advance(6 * hour)
      expect(await find(token)).not.toBeNull()
    }
    clock.advance(6 * hour - 1)
    expect(await find(token)).not.toBeNull()
    clock.advance(1)
    expect(await find(token)).toBeNull()
  })

  test('of an admin ends after half an hour, and after twelve', async () => {
    await setAdmin(database.db, { userId, isAdmin: true })
    const { token } = await signedIn()
    for (let at = 0; at < 24; at++) {
      expect(await find(token), String(at)).not.toBeNull()
      clock.advance(30 * minute - 1)
    }
    clock.advance(24)
    expect(await find(token)).toBeNull()
    const again = await signedIn()
    clock.advance(30 * minute)
    expect(await find(again.token)).toBeNull()
  })

  test('of another length, when told so', async () => {
    const lifetime = { idleMs: 5 * minute, absoluteMs: hour }
    const result = await attempt({}, { lifetimes: { user: lifetime, admin: lifetime } })
    expect(result).toMatchObject({ session: { expiresAt: new Date(clock.now().getTime() + 5 * minute) } })
  })

  test('is over after signing out, and no other is', async () => {
    const [one, two] = [await signedIn(), await signedIn()]
    await signOut(database.db, one.token)
    await signOut(database.db, 'nonsense')
    expect(await find(one.token)).toBeNull()
    expect(await find(two.token)).not.toBeNull()
    expect(await find(`${two.token}x`)).toBeNull()
    expect(await find('')).toBeNull()
  })

  test('is listed for its owner, and all but one can be ended', async () => {
    const [one, two] = [await signedIn(), await signedIn()]
    const listed = await listSessions(database.db, userId, { clock })
    expect(listed.map(({ id, ip }) => [id, ip])).toEqual([
      [two.session.sessionId, '192.0.2.1'],
      [one.session.sessionId, '192.0.2.1'],
    ])
    expect(await endSessions(database.db, { userId, except: two.session.sessionId })).toEqual({ ended: 1 })
    expect([await find(one.token), await find(two.token)]).toEqual([null, two.session])
    expect(await endSessions(database.db, { userId })).toEqual({ ended: 1 })
  })

  test('is ended by its owner, and by nobody else', async () => {
    const { id: other } = await createUser(database.db, { username: 'bob', password })
    const { token, session } = await signedIn()
    const { sessionId } = session
    await expect(endSession(database.db, { userId: other, sessionId })).rejects.toMatchObject({
      code: 'SESSION_NOT_FOUND',
    })
    expect(await find(token)).not.toBeNull()
    await endSession(database.db, { userId, sessionId })
    expect(await find(token)).toBeNull()
    await expect(endSession(database.db, { userId, sessionId })).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' })
  })

  test('is pruned when it is over, and so are old counters', async () => {
    await signedIn()
    await attempt({ username: 'nobody', ip: '192.0.2.2' })
    const hits = { key: 'x', hits: 1 }
    await database.db.insert(rateLimits).values({ ...hits, windowStart: clock.now() })
    clock.advance(24 * hour)
    await database.db.insert(rateLimits).values({ ...hits, windowStart: clock.now() })
    await signedIn()
    expect(await pruneAccounts(database.db, { now: clock.now() })).toEqual({ sessions: 1, throttles: 2, rateLimits: 1 })
    expect(await database.db.select().from(sessions)).toHaveLength(1)
    expect(await database.db.select().from(rateLimits)).toMatchObject([{ windowStart: clock.now() }])
  })
})

describe('changing the password', () => {
  const change = (given: object = {}) =>
    changePassword(database.db, { userId, password, newPassword: 'battery staple', ...given }, { clock })

  test('ends all other sessions, and the old password', async () => {
    const [one, two] = [await signedIn(), await signedIn()]
    const changed = await change({ sessionId: two.session.sessionId })
    if (changed.outcome !== 'changed') throw new Error(`The outcome is ${changed.outcome}.`)
    expect([await find(one.token), await find(two.token)]).toEqual([null, null])
    expect(await find(changed.session?.token ?? '')).toEqual(two.session)
    expect(await attempt()).toEqual({ outcome: 'refused' })
    expect(await attempt({ password: 'battery staple' })).toMatchObject({ outcome: 'signed_in' })
  })

  test('wants the present one, and counts wrong ones', async () => {
    const wrong = await Promise.all(Array.from({ length: 15 }, () => change({ password: 'wrong' })))
    expect(wrong.filter(({ outcome }) => outcome === 'refused')).toHaveLength(10)
    expect(await change()).toMatchObject({ outcome: 'locked' })
    expect(await attempt()).toMatchObject({ outcome: 'locked' })
  })

  test('is refused to a session that was ended meanwhile', async () => {
    const { token, session } = await signedIn()
    await signOut(database.db, token)
    expect(await change({ sessionId: session.sessionId })).toEqual({ outcome: 'refused' })
    await signedIn()
  })

  test('leaves no session that the old password began meanwhile', async () => {
    const begun = Array.from({ length: 6 }, (_, at) => attempt({ ip: `198.51.100.${at}` }))
    const [results, changed] = await Promise.all([Promise.all(begun), change()])
    // Whichever came first: what was let in before the change is ended by it.
    if (changed.outcome === 'changed') {
      expect(await database.db.select().from(sessions).where(eq(sessions.userId, userId))).toEqual([])
    } else {
      expect(outcomes(results, 'signed_in')).toBeGreaterThan(0)
    }
  })
})
