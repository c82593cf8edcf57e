import { loginThrottles, recoveryCodes, sessions, totpCredentials } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { finishTotpEnrolment, startTotpEnrolment } from '../second-factor/enrolment.ts'
import { removeTotp } from '../second-factor/remove-totp.ts'
import { renewRecoveryCodes } from '../second-factor/renew-recovery-codes.ts'
import { changePassword } from '../users/change-password.ts'
import { createUser } from '../users/create-user.ts'
import { confirmTotp } from './confirm-totp.ts'
import { signOut } from './end-sessions.ts'
import { findSession } from './find-session.ts'
import { isProofFresh, owesFactor, STEP_UP_WITHIN_MS } from './proof.ts'
import type { RenewedSession } from './renewed-session.ts'
import type { BegunSession, SessionView } from './session-view.ts'
import { signIn } from './sign-in.ts'
import { stepUp } from './step-up.ts'

const minute = 60_000
const clock = manualClock('2025-06-02T12:00:00Z')
const deps = { clock, secret: 'a secret of thirty-two characters' }
const password = 'correct horse'
const ip = '192.0.2.1'

let database: TestDatabase
let userId: number
let appSecret: string
beforeEach(async () => {
  database = await testDatabase()
  clock.set('2025-06-02T12:00:00Z')
  userId = (await createUser(database.db, { username: 'ann', password })).id
})
afterEach(() => database.close())

/** The app's code of now; the clock moves to the next, as each is good once. */
function nextCode(): string {
  clock.advance(30_000)
  return TOTP.generate({ secret: Secret.fromBase32(appSecret), timestamp: clock.now().getTime() })
}

async function withPassword(): Promise<BegunSession> {
  const result = await signIn(database.db, { username: 'ann', password, ip }, deps)
  if (!('token' in result)) throw new Error(`The outcome is ${result.outcome}.`)
  return result
}

async function withCode(): Promise<BegunSession> {
  const { token } = await withPassword()
  const result = await confirmTotp(database.db, { token, code: nextCode(), ip }, deps)
  if (result.outcome !== 'signed_in') throw new Error(`The outcome is ${result.outcome}.`)
  return result
}

async function enrol(sessionId?: number) {
  appSecret = (await startTotpEnrolment(database.db, { userId, issuer: 'Goated' }, deps)).secret
  const result = await finishTotpEnrolment(database.db, { userId, sessionId, code: nextCode() }, deps)
  if (result.outcome !== 'enrolled') throw new Error(`The outcome is ${result.outcome}.`)
  return result
}

const find = (token: string | undefined) => findSession(database.db, token ?? '', { clock })
async function found(token: string | undefined): Promise<SessionView> {
  const session = await find(token)
  if (!session) throw new Error('The session is over.')
  return session
}
const prove = ({ sessionId }: SessionView, proof: { code?: string; password?: string }) =>
  stepUp(database.db, { userId, sessionId, ip, ...proof }, deps)

describe('enrolling', () => {
  test('ends the other sessions and gives the own one a new token, which has shown the factor', async () => {
    const [other, own] = [await withPassword(), await withPassword()]
    const { session } = await enrol(own.session.sessionId)
    expect([await find(other.token), await find(own.token)]).toEqual([null, null])
    const kept = await found(session?.token)
    expect(kept).toMatchObject({ sessionId: own.session.sessionId, factorShownAt: clock.now() })
    expect([owesFactor(kept), isProofFresh(kept, clock.now())]).toEqual([false, true])
  })

  test('from no session ends all', async () => {
    const { token } = await withPassword()
    expect(await enrol()).toMatchObject({ session: null })
    expect(await find(token)).toBeNull()
  })

  test('leaves no session beside it that signed in at the same moment without the factor', async () => {
    const own = await withPassword()
    appSecret = (await startTotpEnrolment(database.db, { userId, issuer: 'Goated' }, deps)).secret
    const finish = { userId, sessionId: own.session.sessionId, code: nextCode() }
    await Promise.all([
      ...Array.from({ length: 3 }, withPassword),
      finishTotpEnrolment(database.db, finish, deps),
      ...Array.from({ length: 3 }, withPassword),
    ])
    const full = await database.db.select().from(sessions).where(eq(sessions.level, 'full'))
    expect(full.map(({ id }) => id)).toEqual([own.session.sessionId])
  })

  test.each(['ended', 'of somebody else'])('is refused to a session that is %s', async (which) => {
    const own = await withPassword()
    if (which === 'ended') await signOut(database.db, own.token)
    const { id: other } = await createUser(database.db, { username: 'eve', password })
    const of = which === 'ended' ? userId : other
    appSecret = (await startTotpEnrolment(database.db, { userId: of, issuer: 'Goated' }, deps)).secret
    const input = { userId: of, sessionId: own.session.sessionId, code: nextCode() }
    expect(await finishTotpEnrolment(database.db, input, deps)).toEqual({ outcome: 'refused' })
  })
})

describe('a session that has not shown the factor', () => {
  /** As a session is that an older version left behind, or that the database's owner has touched. */
  async function unshown(): Promise<BegunSession> {
    await enrol()
    const begun = await withCode()
    await database.db.update(sessions).set({ factorShownAt: null })
    return begun
  }

  test('owes it, and shows it the way one does who signs in', async () => {
    const { token } = await unshown()
    const session = await found(token)
    expect([session.level, owesFactor(session), isProofFresh(session, clock.now())]).toEqual(['full', true, false])
    const shown = await confirmTotp(database.db, { token, code: nextCode(), ip }, deps)
    if (shown.outcome !== 'signed_in') throw new Error(`The outcome is ${shown.outcome}.`)
    expect(await find(token)).toBeNull()
    expect(owesFactor(await found(shown.token))).toBe(false)
  })

  test('is also one that showed a factor which was replaced', async () => {
    await enrol()
    const { token } = await withCode()
    await database.db.delete(totpCredentials)
    const without = await found(token)
    expect([owesFactor(without), without.factorShownAt]).toEqual([false, null])
    clock.advance(minute)
    const kept = await database.db.select().from(sessions)
    await enrol()
    // Put back as it was before enrolling ended it.
    await database.db.insert(sessions).values(kept)
    expect(owesFactor(await found(token))).toBe(true)
  })
})

describe('a proof', () => {
  test('of the factor is fresh for ten minutes, then the factor has to be shown again', async () => {
    await enrol()
    const { token, session } = await withCode()
    clock.advance(STEP_UP_WITHIN_MS - 1)
    expect(isProofFresh(await found(token), clock.now())).toBe(true)
    clock.advance(1)
    expect(isProofFresh(await found(token), clock.now())).toBe(false)
    // The password is not enough for whoever has a second factor.
    expect(await prove(session, { password })).toEqual({ outcome: 'refused' })
    const proved = await prove(session, { code: nextCode() })
    if (proved.outcome !== 'proved') throw new Error(`The outcome is ${proved.outcome}.`)
    expect(await find(token)).toBeNull()
    expect(isProofFresh(await found(proved.session.token), clock.now())).toBe(true)
  })

  test('is the password where there is no second factor', async () => {
    const { token, session } = await withPassword()
    expect(isProofFresh(session, clock.now())).toBe(true)
    clock.advance(STEP_UP_WITHIN_MS)
    expect(isProofFresh(await found(token), clock.now())).toBe(false)
    expect(await prove(session, { password: 'wrong' })).toEqual({ outcome: 'refused' })
    expect(await prove(session, { code: '123456' })).toEqual({ outcome: 'refused' })
    const proved = await prove(session, { password })
    expect(proved).toMatchObject({ outcome: 'proved' })
    expect(isProofFresh(await found((proved as { session: RenewedSession }).session.token), clock.now())).toBe(true)
  })

  test('does not last longer when a clock is set back', async () => {
    const { session } = await withPassword()
    expect(isProofFresh(session, new Date(clock.now().getTime() - STEP_UP_WITHIN_MS))).toBe(false)
  })

  test('takes each code once, from whichever session, and recovery codes too', async () => {
    const { recoveryCodes: codes } = await enrol()
    const own = [await withCode(), await withCode(), await withCode()]
    const code = nextCode()
    const outcomes = async (proof: string) =>
      (await Promise.all(own.map(({ session }) => prove(session, { code: proof }))))
        .map(({ outcome }) => outcome)
        .sort()
    expect(await outcomes(code)).toEqual(['proved', 'refused', 'refused'])
    expect(await outcomes(codes[0] ?? '')).toEqual(['proved', 'refused', 'refused'])
  })

  test('is not to be given by a session that is over, waits for a code, or is another’s', async () => {
    await enrol()
    const [waiting, gone] = [await withPassword(), await withCode()]
    await signOut(database.db, gone.token)
    const { id: other } = await createUser(database.db, { username: 'eve', password })
    const code = nextCode()
    expect(await prove(waiting.session, { code })).toEqual({ outcome: 'refused' })
    expect(await prove(gone.session, { code })).toEqual({ outcome: 'refused' })
    const input = { userId: other, sessionId: waiting.session.sessionId, ip, password }
    expect(await stepUp(database.db, input, deps)).toEqual({ outcome: 'refused' })
    // A code that was refused for the session's sake is not used up.
    expect(await confirmTotp(database.db, { token: waiting.token, code, ip }, deps)).toMatchObject({
      outcome: 'signed_in',
    })
  })

  test('is guessed at no more often than limits allow, and a locked sign-in does not keep the owner from it', async () => {
    const { session } = await withPassword()
    const guesses = await Promise.all(Array.from({ length: 15 }, () => prove(session, { password: 'wrong' })))
    expect(guesses.filter(({ outcome }) => outcome === 'refused')).toHaveLength(10)
    expect(await prove(session, { password })).toMatchObject({ outcome: 'locked' })
    clock.advance(15 * minute)
    for (let at = 0; at < 11; at++)
      await signIn(database.db, { username: 'ann', password: 'wrong', ip: `198.51.100.${at}` }, deps)
    expect(await signIn(database.db, { username: 'ann', password, ip }, deps)).toMatchObject({ outcome: 'locked' })
    expect(await prove(session, { password })).toMatchObject({ outcome: 'proved' })
    expect((await database.db.select().from(loginThrottles)).map(({ key }) => key)).not.toContain(
      `password-again:${userId}`,
    )
  })

  test('of a code is guessed at no more than twenty times a day', async () => {
    await enrol()
    const { session } = await withCode()
    const guesses = []
    for (let at = 0; at < 30; at++) {
      const input = { userId, sessionId: session.sessionId, code: 'no code', ip: `198.51.100.${at}` }
      guesses.push((await stepUp(database.db, input, deps)).outcome)
    }
    expect(guesses.filter((outcome) => outcome === 'refused')).toHaveLength(20)
  })
})

describe('what changes how one signs in', () => {
  test('ends the other sessions and gives the own one a new token', async () => {
    await enrol()
    for (const change of [
      (sessionId: number) => changePassword(database.db, { userId, sessionId, password, newPassword: password }, deps),
      (sessionId: number) => renewRecoveryCodes(database.db, { userId, sessionId }, deps),
      (sessionId: number) => removeTotp(database.db, { userId, sessionId, password }, deps),
    ]) {
      const [other, own] = [await withCode(), await withCode()]
      const result = await change(own.session.sessionId)
      if (!('session' in result)) throw new Error(`The outcome is ${result.outcome}.`)
      expect([await find(other.token), await find(own.token)]).toEqual([null, null])
      expect(await found(result.session?.token)).toMatchObject({ sessionId: own.session.sessionId })
    }
  })
})

describe('renewing recovery codes', () => {
  test('voids those before, used or not', async () => {
    const { recoveryCodes: before } = await enrol()
    const own = await withCode()
    const renewed = await renewRecoveryCodes(database.db, { userId, sessionId: own.session.sessionId }, deps)
    if (renewed.outcome !== 'renewed') throw new Error(`The outcome is ${renewed.outcome}.`)
    expect(new Set([...before, ...renewed.recoveryCodes]).size).toBe(20)
    expect(await database.db.select().from(recoveryCodes)).toHaveLength(10)
    expect(await prove(own.session, { code: before[3] ?? '' })).toEqual({ outcome: 'refused' })
    expect(await prove(own.session, { code: renewed.recoveryCodes[3] ?? '' })).toMatchObject({ outcome: 'proved' })
  })

  test('needs a second factor, and a session that goes on', async () => {
    const { session } = await withPassword()
    const renew = () => renewRecoveryCodes(database.db, { userId, sessionId: session.sessionId }, deps)
    await expect(renew()).rejects.toMatchObject({ code: 'TOTP_NOT_ENROLLED' })
    await database.db.delete(sessions)
    expect(await renew()).toEqual({ outcome: 'refused' })
  })
})
