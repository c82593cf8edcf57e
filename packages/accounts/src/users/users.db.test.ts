import { affiliateAccounts, outboxEvents, users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApiToken } from '../api-tokens/create-api-token.ts'
import { findApiToken } from '../api-tokens/find-api-token.ts'
import { setNameHidden } from '../privacy/set-name-hidden.ts'
import { finishTotpEnrolment, startTotpEnrolment } from '../second-factor/enrolment.ts'
import { findSession } from '../sessions/find-session.ts'
import { listSessions } from '../sessions/list-sessions.ts'
import { signIn } from '../sessions/sign-in.ts'
import { createUser } from './create-user.ts'
import { ensureFirstAdmin } from './ensure-first-admin.ts'
import { listUsers, loadUser } from './list-users.ts'
import { resetAdmin } from './reset-admin.ts'
import { setAdmin } from './set-admin.ts'

const clock = manualClock('2025-06-02T12:00:00Z')
const password = 'correct horse'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const create = (username: string, more: object = {}) => createUser(database.db, { username, password, ...more })

describe('createUser', () => {
  test('refuses a name or an address that is taken, whatever the case', async () => {
    await create('Ann', { email: 'ann@example.org' })
    await expect(create('aNN')).rejects.toMatchObject({ code: 'USERNAME_TAKEN' })
    await expect(create('bob', { email: 'ANN@example.org' })).rejects.toMatchObject({ code: 'EMAIL_TAKEN' })
  })
})

describe('ensureFirstAdmin', () => {
  const ensure = (username = 'boss') => ensureFirstAdmin(database.db, { username, password }, { clock })

  test('makes one, of however many processes start at once', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, (_, at) => ensure(`boss ${at}`)))
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['created', 'exists', 'exists', 'exists', 'exists'])
    expect(new Set(results.map(({ userId }) => userId)).size).toBe(1)
    expect(await database.db.select().from(users)).toHaveLength(1)
    expect(await signIn(database.db, { username: 'boss 9', password, ip: '::1' })).toEqual({ outcome: 'refused' })
  })

  test('leaves an admin of another name alone', async () => {
    const { id } = await create('ann', { isAdmin: true })
    expect(await ensure()).toEqual({ outcome: 'exists', userId: id })
  })

  test('makes no admin of a player who has the name', async () => {
    await database.db.insert(users).values({ username: 'BOSS' })
    await expect(ensure()).rejects.toMatchObject({ code: 'FIRST_ADMIN_NAME_TAKEN' })
    expect(await database.db.select().from(users)).toMatchObject([{ isAdmin: false, password: null }])
  })
})

describe('setAdmin', () => {
  test('ends the sessions of a user whose rights change', async () => {
    await create('boss', { isAdmin: true })
    const { id: userId } = await create('ann')
    const session = async () => {
      const result = await signIn(database.db, { username: 'ann', password, ip: '192.0.2.1' })
      return 'token' in result ? result.token : ''
    }
    for (const isAdmin of [true, false]) {
      const token = await session()
      expect(await setAdmin(database.db, { userId, isAdmin })).toMatchObject({ changed: true })
      expect(await findSession(database.db, token)).toBeNull()
      const kept = await session()
      expect(await setAdmin(database.db, { userId, isAdmin })).toMatchObject({ changed: false })
      expect(await findSession(database.db, kept)).toMatchObject({ user: { isAdmin } })
    }
  })

  test('keeps the last admin who can sign in, also when two remove each other at once', async () => {
    const ids = [await create('ann', { isAdmin: true }), await create('bob', { isAdmin: true })].map(({ id }) => id)
    await database.db.insert(users).values({ username: 'nobody signs in as this', isAdmin: true })
    const results = await Promise.allSettled(ids.map((userId) => setAdmin(database.db, { userId, isAdmin: false })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'LAST_ADMIN' } })
  })

  test('asks whether whoever changes it is an admin still', async () => {
    const [ann, bob, cid] = [
      await create('ann', { isAdmin: true }),
      await create('bob', { isAdmin: true }),
      await create('cid'),
    ]
    const change = (changedBy: number, userId: number, isAdmin: boolean) =>
      setAdmin(database.db, { userId, isAdmin, changedBy })
    await expect(change(cid.id, cid.id, true)).rejects.toMatchObject({ code: 'CHANGER_NOT_ADMIN' })
    // Two who remove each other: one comes first, and the other has no say any more.
    const results = await Promise.allSettled([change(ann.id, bob.id, false), change(bob.id, ann.id, false)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CHANGER_NOT_ADMIN' } })
  })

  test('makes no admin of an unclaimed account', async () => {
    const [unclaimed] = await database.db.insert(users).values({ username: 'ann' }).returning()
    const input = { userId: unclaimed?.id ?? 0, isAdmin: true }
    await expect(setAdmin(database.db, input)).rejects.toMatchObject({ code: 'USER_UNCLAIMED' })
    await expect(setAdmin(database.db, { userId: 999, isAdmin: true })).rejects.toMatchObject({
      code: 'USER_NOT_FOUND',
    })
  })
})

describe('resetAdmin', () => {
  const reset = (more: object = {}) =>
    resetAdmin(database.db, { username: 'ANN', password: 'battery staple', ...more }, deps)
  const deps = { clock, secret: 'a secret of thirty-two characters' }
  const enter = (given: string) => signIn(database.db, { username: 'ann', password: given, ip: '192.0.2.1' }, { clock })

  test('lets in again who has lost password and second factor, and nobody else', async () => {
    const { id: userId } = await create('ann', { isAdmin: true, email: 'ann@example.org' })
    const { secret } = await startTotpEnrolment(database.db, { userId, issuer: 'Goated' }, deps)
    const code = TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: clock.now().getTime() })
    await finishTotpEnrolment(database.db, { userId, code }, deps)
    const half = await enter(password)
    const { token } = await createApiToken(database.db, { name: 'bot', scopes: ['races:read'], createdBy: userId })
    for (let at = 0; at < 12; at++) await enter('wrong')
    expect(await enter(password)).toMatchObject({ outcome: 'locked' })

    const done = { userId, username: 'ann', secondFactorRemoved: true, sessionsEnded: 1, tokensRevoked: 1 }
    expect(await reset()).toEqual(done)
    expect(await enter(password)).toEqual({ outcome: 'refused' })
    expect(await enter('battery staple')).toMatchObject({
      outcome: 'signed_in',
      user: { isAdmin: true, hasTotp: false },
    })
    expect(await findSession(database.db, 'token' in half ? half.token : '', { clock })).toBeNull()
    expect(await findApiToken(database.db, token)).toBeNull()
  })

  test('keeps the tokens when told to', async () => {
    const { id: createdBy } = await create('ann', { isAdmin: true })
    const { token } = await createApiToken(database.db, { name: 'bot', scopes: ['races:read'], createdBy })
    expect(await reset({ keepTokens: true })).toMatchObject({ tokensRevoked: 0, secondFactorRemoved: false })
    expect(await findApiToken(database.db, token)).not.toBeNull()
  })

  test('is for admins who exist', async () => {
    await expect(reset()).rejects.toMatchObject({ code: 'USER_NOT_FOUND' })
    await create('ann')
    await expect(reset()).rejects.toMatchObject({ code: 'USER_NOT_ADMIN' })
    expect(await enter(password)).toMatchObject({ outcome: 'signed_in', user: { isAdmin: false } })
    await expect(reset({ password: 'short' })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('listUsers', () => {
  test('finds by the start of the name, and tells whose upstream account it is', async () => {
    await create('Ann', { isAdmin: true })
    await create('an%na')
    await create('bob')
    const [player] = await database.db.insert(users).values({ username: 'anton' }).returning()
    const now = clock.now()
    const amounts = { wageredAllTime: 0n, wageredPeak: 0n, firstSeen: now, asOf: now }
    await database.db
      .insert(affiliateAccounts)
      .values({ source: 'casino', uid: 'u-1', userId: player?.id ?? 0, name: 'anton', ...amounts })
    const names = async (input: object) => {
      const { items, total } = await listUsers(database.db, input)
      return [total, ...items.map(({ username }) => username).sort()]
    }
    expect(await names({})).toEqual([4, 'Ann', 'an%na', 'anton', 'bob'])
    expect(await names({ search: 'AN' })).toEqual([3, 'Ann', 'an%na', 'anton'])
    expect(await names({ search: 'an%' })).toEqual([1, 'an%na'])
    expect(await names({ search: 'a_' })).toEqual([0])
    expect(await names({ search: '\\' })).toEqual([0])
    expect(await names({ isAdmin: true })).toEqual([1, 'Ann'])
    expect((await listUsers(database.db, { limit: 1, offset: 3 })).items).toMatchObject([{ username: 'bob' }])
    expect(await loadUser(database.db, player?.id ?? 0)).toMatchObject({
      claimed: false,
      affiliateAccount: { source: 'casino', uid: 'u-1' },
    })
    const [ann] = (await listUsers(database.db, { isAdmin: true })).items
    expect(ann).toMatchObject({ claimed: true, affiliateAccount: null, hasTotp: false })
    expect(ann).not.toHaveProperty('password')
    await expect(loadUser(database.db, 999)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' })
  })
})

describe('setNameHidden', () => {
  test('tells of a change, once', async () => {
    const { id: userId } = await create('ann')
    const hide = (hidden: boolean) => setNameHidden(database.db, { userId, hidden }, { clock })
    const events = await hide(true)
    expect(events).toEqual([{ id: expect.any(String), name: 'user.nameHidden', payload: { userId, hidden: true } }])
    expect(await hide(true)).toEqual([])
    expect((await loadUser(database.db, userId)).nameHidden).toBe(true)
    await hide(false)
    const stored = await database.db.select().from(outboxEvents).where(eq(outboxEvents.name, 'user.nameHidden'))
    expect(stored.map(({ payload }) => payload)).toEqual([
      { userId, hidden: true },
      { userId, hidden: false },
    ])
    await expect(setNameHidden(database.db, { userId: 999, hidden: true })).rejects.toMatchObject({
      code: 'USER_NOT_FOUND',
    })
  })
})

test.each(['abc', 0, 1.5, Number.NaN, null])('reads of the user %s are refused at the field', async (userId) => {
  const refused = { code: 'INPUT_INVALID', details: { issues: [{ path: 'userId' }] } }
  await expect(loadUser(database.db, userId as never)).rejects.toMatchObject(refused)
  await expect(listSessions(database.db, userId as never)).rejects.toMatchObject(refused)
})
