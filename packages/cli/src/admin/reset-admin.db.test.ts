import { createUser, finishTotpEnrolment, listAudit, signIn, startTotpEnrolment, verifyAudit } from '@goated/accounts'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runHere } from '../testing/run-here.ts'

const deps = { secret: 'a secret of tests, longer than it need be' }
const password = 'correct horse'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  const { db } = database
  const { id: userId } = await createUser(db, { username: 'Chief', password, isAdmin: true })
  await createUser(db, { username: 'player', password })
  const { secret } = await startTotpEnrolment(db, { userId, issuer: 'Goated' }, deps)
  const code = TOTP.generate({ secret: Secret.fromBase32(secret) })
  await finishTotpEnrolment(db, { userId, code }, deps)
})
afterEach(() => database.close())

const run = (words: string[], input?: string) =>
  runHere(['reset-admin', ...words], { database, ...(input === undefined ? {} : { input }) })
const enter = (given: string) => signIn(database.db, { username: 'chief', password: given, ip: '192.0.2.1' })

test('lets an admin in who has neither password nor second factor, and puts it on record', async () => {
  const { code, stdout, stderr } = await run(['chief'])
  expect([code, stderr]).toEqual([0, ''])
  const [, shown = ''] = /New password, shown only now: (\S+)/.exec(stdout) ?? []
  expect(shown).toMatch(/^[0-9a-f-]{34}$/)
  expect(await enter(password)).toEqual({ outcome: 'refused' })
  expect(await enter(shown)).toMatchObject({ outcome: 'signed_in', user: { isAdmin: true, hasTotp: false } })
  const { items } = await listAudit(database.db)
  expect(items).toMatchObject([
    { actorKind: 'console', actorUserId: null, action: 'admin.reset', details: { secondFactorRemoved: true } },
  ])
  expect(JSON.stringify(items)).not.toContain(shown)
  expect(await verifyAudit(database.db)).toMatchObject({ ok: true })
})

test('takes the password from the standard input, and then shows none', async () => {
  const { code, stdout } = await run(['Chief', '--password-stdin', '--keep-tokens'], 'battery staple horse\n')
  expect(code).toBe(0)
  expect(stdout).not.toMatch(/battery|New password/)
  expect(await enter('battery staple horse')).toMatchObject({ outcome: 'signed_in' })
})

test('changes nothing for whoever does not exist, is no admin, or gets a bad password', async () => {
  for (const [words, input, said] of [
    [['nobody'], '', 'There is no user of that name.'],
    [['player'], '', 'The user of that name is not an admin.'],
    [['chief', '--password-stdin'], 'short\n', 'password'],
  ] as const) {
    const { code, stdout, stderr } = await run([...words], input)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(said)
  }
  expect(await enter(password)).toMatchObject({ outcome: 'totp_required' })
  expect(await listAudit(database.db)).toMatchObject({ total: 0 })
})

test('says how it is used', async () => {
  for (const words of [[], ['chief', 'player'], ['chief', '--nonsense']])
    expect(await run(words)).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage: goated reset-admin') })
  const without = await runHere(['reset-admin', 'chief'])
  expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining('DATABASE_URL') })
})
