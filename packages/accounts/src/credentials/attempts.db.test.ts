import { loginThrottles } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { type SQL, sql } from 'drizzle-orm'
import { URI, type TOTP } from 'otpauth'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { finishTotpEnrolment, startTotpEnrolment } from '../second-factor/enrolment.ts'
import { confirmTotp } from '../sessions/confirm-totp.ts'
import { signIn } from '../sessions/sign-in.ts'
import { changePassword } from '../users/change-password.ts'
import { createUser } from '../users/create-user.ts'
import { verifyPassword } from './password-hash.ts'

const clock = manualClock('2025-06-02T12:00:00Z')
const password = 'correct horse'
const ip = '192.0.2.1'
const secret = 'a secret of thirty-two characters or more'

let database: TestDatabase
let userId: number
beforeEach(async () => {
  database = await testDatabase()
  userId = (await createUser(database.db, { username: 'ann', password })).id
})
afterEach(() => database.close())

const attempt = (given = password) => signIn(database.db, { username: 'ann', password: given, ip }, { clock })
const counted = async () =>
  (await database.db.select().from(loginThrottles)).map(({ attempts }) => attempts).sort((a, b) => a - b)

/** Breaks something of the database for a while. */
async function broken(how: SQL, mend: SQL, work: () => Promise<unknown>): Promise<void> {
  await database.db.execute(how)
  try {
    await work()
  } finally {
    await database.db.execute(mend)
  }
}
const withoutSessions = (work: () => Promise<unknown>) =>
  broken(
    sql`alter table goated.sessions rename to elsewhere`,
    sql`alter table goated.elsewhere rename to sessions`,
    work,
  )

test('an attempt that the database fails is given back to account and address', async () => {
  await withoutSessions(async () => {
    for (let at = 0; at < 12; at++) await expect(attempt()).rejects.toThrow()
  })
  expect(await counted()).toEqual([0, 0])
  expect((await attempt()).outcome).toBe('signed_in')
})

test('a wrong password counts, whatever fails besides', async () => {
  await withoutSessions(async () => {
    expect((await attempt('wrong')).outcome).toBe('refused')
  })
  expect(await counted()).toEqual([1, 1])
})

test('attempts that cannot even be checked are given back', async () => {
  const waiting = Array.from({ length: 130 }, () => verifyPassword('x', null).catch(() => false))
  const tries = await Promise.allSettled([
    attempt(),
    attempt('wrong'),
    changePassword(database.db, { userId, password, newPassword: 'another horse' }, { clock }),
  ])
  const busy = tries.filter((each) => each.status === 'rejected')
  for (const { reason } of busy) expect(reason).toMatchObject({ code: 'PASSWORD_CHECKS_BUSY' })
  await Promise.all(waiting)
  if (busy.length === tries.length) expect((await counted()).every((attempts) => attempts === 0)).toBe(true)
})

test('where the second count fails, the first is given back', async () => {
  await broken(
    sql`alter table goated.login_throttles add constraint no_accounts check (key not like 'account:%')`,
    sql`alter table goated.login_throttles drop constraint no_accounts`,
    () => expect(attempt()).rejects.toThrow(),
  )
  expect(await counted()).toEqual([0])
})

test('a code that cannot be checked is given back to each of its counts', async () => {
  const { uri } = await startTotpEnrolment(database.db, { userId, issuer: 'Goated' }, { clock, secret })
  const code = () => (URI.parse(uri) as TOTP).generate({ timestamp: clock.now().getTime() })
  await finishTotpEnrolment(database.db, { userId, code: code() }, { clock, secret })
  clock.advance(60_000)
  const first = await attempt()
  if (first.outcome !== 'totp_required') throw new Error(first.outcome)
  const before = await counted()
  const confirm = (under: string) =>
    confirmTotp(database.db, { token: first.token, code: code(), ip }, { clock, secret: under })
  for (let at = 0; at < 21; at++)
    await expect(confirm(`${secret} of another`)).rejects.toMatchObject({ code: 'TOTP_SECRET_UNREADABLE' })
  // The count of codes is new, and holds nothing.
  expect(await counted()).toEqual([0, ...before])
  expect((await confirm(secret)).outcome).toBe('signed_in')
})
