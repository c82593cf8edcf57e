import { recoveryCodes, totpCredentials } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { finishTotpEnrolment, startTotpEnrolment } from '../second-factor/enrolment.ts'
import { removeTotp } from '../second-factor/remove-totp.ts'
import { confirmTotp } from '../sessions/confirm-totp.ts'
import { findSession } from '../sessions/find-session.ts'
import { signIn } from '../sessions/sign-in.ts'
import { createUser } from '../users/create-user.ts'

const minute = 60_000
const clock = manualClock('2025-06-02T12:00:00Z')
const secret = 'a secret of thirty-two characters'
const deps = { clock, secret }
const password = 'correct horse'

let database: TestDatabase
let userId: number
beforeEach(async () => {
  database = await testDatabase()
  clock.set('2025-06-02T12:00:00Z')
  userId = (await createUser(database.db, { username: 'ann', password })).id
})
afterEach(() => database.close())

function codeOf(appSecret: string, at = clock.now()): string {
  return TOTP.generate({ secret: Secret.fromBase32(appSecret), timestamp: at.getTime() })
}

/** A code that no step near now has. */
function wrongCode(appSecret: string): string {
  const near = new Set([-30_000, 0, 30_000].map((ms) => codeOf(appSecret, new Date(clock.now().getTime() + ms))))
  return ['000000', '111111', '222222', '333333'].find((code) => !near.has(code)) ?? ''
}

async function enrolled() {
  const started = await startTotpEnrolment(database.db, { userId, issuer: 'Goated' }, deps)
  const result = await finishTotpEnrolment(database.db, { userId, code: codeOf(started.secret) }, deps)
  if (result.outcome !== 'enrolled') throw new Error(`The outcome is ${result.outcome}.`)
  clock.advance(minute)
  return { appSecret: started.secret, codes: result.recoveryCodes }
}

async function withPassword(ip = '192.0.2.1') {
  const result = await signIn(database.db, { username: 'ann', password, ip }, { clock })
  if (result.outcome !== 'totp_required') throw new Error(`The outcome is ${result.outcome}.`)
  return result
}

const confirm = (token: string, code: string, ip = '192.0.2.1') => confirmTotp(database.db, { token, code, ip }, deps)
const find = (token: string) => findSession(database.db, token, { clock })

describe('enrolment', () => {
  test('keeps the secret encrypted, and counts only once a code was shown', async () => {
    const { secret: appSecret, uri } = await startTotpEnrolment(database.db, { userId, issuer: 'Goated' }, deps)
    expect(uri).toContain('otpauth://totp/Goated:ann?')
    const [stored] = await database.db.select().from(totpCredentials)
    expect(JSON.stringify(stored)).not.toContain(appSecret)
    expect(await finishTotpEnrolment(database.db, { userId, code: wrongCode(appSecret) }, deps)).toEqual({
      outcome: 'refused',
    })
    const before = await signIn(database.db, { username: 'ann', password, ip: '192.0.2.1' }, { clock })
    expect(before).toMatchObject({ outcome: 'signed_in', user: { hasTotp: false } })
    expect(await finishTotpEnrolment(database.db, { userId, code: codeOf(appSecret) }, deps)).toMatchObject({
      outcome: 'enrolled',
    })
    expect((await withPassword()).user.hasTotp).toBe(true)
  })

  test('is not started over a second factor that counts, and finished once', async () => {
    const { secret: appSecret } = await startTotpEnrolment(database.db, { userId, issuer: 'Goated' }, deps)
    const code = codeOf(appSecret)
    const finished = await Promise.allSettled(
      Array.from({ length: 4 }, () => finishTotpEnrolment(database.db, { userId, code }, deps)),
    )
    expect(finished.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await database.db.select().from(recoveryCodes)).toHaveLength(10)
    await expect(startTotpEnrolment(database.db, { userId, issuer: 'Goated' }, deps)).rejects.toMatchObject({
      code: 'TOTP_ENROLLED',
    })
  })

  test('was not begun: nothing to finish', async () => {
    expect(await finishTotpEnrolment(database.db, { userId, code: '123456' }, deps)).toEqual({ outcome: 'refused' })
  })
})

describe('the second step', () => {
  test('raises the session and gives it a new token', async () => {
    const { appSecret } = await enrolled()
    const first = await withPassword()
    expect(await find(first.token)).toMatchObject({ level: 'password' })
    const second = await confirm(first.token, codeOf(appSecret))
    if (second.outcome !== 'signed_in') throw new Error(`The outcome is ${second.outcome}.`)
    expect(second.session).toMatchObject({ level: 'full', sessionId: first.session.sessionId })
    expect(await find(second.token)).toEqual(second.session)
    expect(await find(first.token)).toBeNull()
    expect(await confirm(first.token, codeOf(appSecret))).toEqual({ outcome: 'refused' })
  })

  test('must come within ten minutes', async () => {
    const { appSecret } = await enrolled()
    const { token } = await withPassword()
    clock.advance(9 * minute)
    expect(await find(token)).not.toBeNull()
    clock.advance(minute)
    expect(await confirm(token, codeOf(appSecret))).toEqual({ outcome: 'refused' })
    expect(await find(token)).toBeNull()
  })

  test('takes a code once, however many try it at the same time', async () => {
    const { appSecret } = await enrolled()
    const waiting = [await withPassword('192.0.2.1'), await withPassword('192.0.2.2'), await withPassword('192.0.2.3')]
    const code = codeOf(appSecret)
    const results = await Promise.all(waiting.map(({ token }) => confirm(token, code)))
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'refused', 'signed_in'])
    const again = await withPassword()
    expect(await confirm(again.token, code)).toEqual({ outcome: 'refused' })
    // The code before is used up too, though its time is not over.
    const earlier = codeOf(appSecret, new Date(clock.now().getTime() - 30_000))
    expect(await confirm(again.token, earlier)).toEqual({ outcome: 'refused' })
    clock.advance(30_000)
    expect(await confirm(again.token, codeOf(appSecret))).toMatchObject({ outcome: 'signed_in' })
  })

  test('of one session succeeds once, even with two good codes', async () => {
    const { codes } = await enrolled()
    const { token } = await withPassword()
    const results = await Promise.all(codes.slice(0, 4).map((code) => confirm(token, code)))
    expect(results.filter(({ outcome }) => outcome === 'signed_in')).toHaveLength(1)
    expect((await database.db.select().from(recoveryCodes)).filter(({ usedAt }) => usedAt !== null)).toHaveLength(1)
  })

  test('takes each recovery code once', async () => {
    const { codes } = await enrolled()
    for (const code of codes.slice(0, 4)) {
      const { token } = await withPassword()
      expect(await confirm(token, code.toUpperCase())).toMatchObject({ outcome: 'signed_in' })
      const again = await withPassword()
      expect(await confirm(again.token, code)).toEqual({ outcome: 'refused' })
    }
  })

  test('counts wrong codes against the account, and the right password does not clear them', async () => {
    const { appSecret } = await enrolled()
    const { token } = await withPassword()
    const wrong = wrongCode(appSecret)
    const results = await Promise.all(Array.from({ length: 6 }, (_, at) => confirm(token, wrong, `198.51.100.${at}`)))
    expect(results.every(({ outcome }) => outcome === 'refused')).toBe(true)
    const again = await withPassword()
    const rest = await Promise.all(
      Array.from({ length: 10 }, (_, at) => confirm(again.token, wrong, `198.51.100.${at}`)),
    )
    expect(rest.filter(({ outcome }) => outcome === 'refused')).toHaveLength(2)
    expect(await confirm(again.token, codeOf(appSecret))).toMatchObject({ outcome: 'locked' })
    expect(await signIn(database.db, { username: 'ann', password, ip: '192.0.2.9' }, { clock })).toMatchObject({
      outcome: 'locked',
    })
  })

  test('allows no more than twenty wrong codes a day', async () => {
    const { appSecret } = await enrolled()
    let refused = 0
    for (let quarter = 0; quarter < 3; quarter++) {
      const { token } = await withPassword()
      for (let at = 0; at < 9; at++)
        if ((await confirm(token, wrongCode(appSecret), `198.51.100.${at}`)).outcome === 'refused') refused++
      clock.advance(15 * minute)
    }
    expect(refused).toBe(20)
    clock.advance(24 * 60 * minute)
    const { token } = await withPassword()
    expect(await confirm(token, codeOf(appSecret))).toMatchObject({ outcome: 'signed_in' })
  })

  test('is not to be had with a token that is none, nor with one that is signed in', async () => {
    const { appSecret, codes } = await enrolled()
    expect(await confirm('nonsense', codeOf(appSecret))).toEqual({ outcome: 'refused' })
    const { token } = await withPassword()
    const full = await confirm(token, codeOf(appSecret))
    if (full.outcome !== 'signed_in') throw new Error(`The outcome is ${full.outcome}.`)
    expect(await confirm(full.token, codes[0] ?? '')).toEqual({ outcome: 'refused' })
  })

  test('says so when the secret in use is another', async () => {
    const { appSecret } = await enrolled()
    const { token } = await withPassword()
    const input = { token, code: codeOf(appSecret), ip: '192.0.2.1' }
    await expect(confirmTotp(database.db, input, { clock, secret: secret.toUpperCase() })).rejects.toMatchObject({
      code: 'TOTP_SECRET_UNREADABLE',
    })
  })
})

describe('removing it', () => {
  test('wants the password, takes the recovery codes along and ends the other sessions', async () => {
    const { appSecret } = await enrolled()
    const full = async () => {
      clock.advance(minute)
      const { token } = await withPassword()
      const second = await confirm(token, codeOf(appSecret))
      if (second.outcome !== 'signed_in') throw new Error(`The outcome is ${second.outcome}.`)
      return second
    }
    const [other, own] = [await full(), await full()]
    const { sessionId } = own.session
    const remove = (given: object) => removeTotp(database.db, { userId, sessionId, password, ...given }, deps)
    expect(await remove({ password: 'wrong' })).toEqual({ outcome: 'refused' })
    expect(await remove({ sessionId: 999 })).toEqual({ outcome: 'refused' })
    const removed = await remove({})
    if (removed.outcome !== 'removed') throw new Error(`The outcome is ${removed.outcome}.`)
    expect(await database.db.select().from(recoveryCodes)).toEqual([])
    expect([await find(other.token), await find(own.token)]).toEqual([null, null])
    // What it showed of the factor that is gone counts for nothing.
    expect(await find(removed.session?.token ?? '')).toMatchObject({ sessionId, factorShownAt: null })
    expect(await remove({})).toEqual({ outcome: 'refused' })
    expect(await signIn(database.db, { username: 'ann', password, ip: '192.0.2.1' }, { clock })).toMatchObject({
      outcome: 'signed_in',
    })
  })
})
