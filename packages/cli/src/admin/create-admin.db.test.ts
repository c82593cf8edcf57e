import { createUser, listAudit, signIn, verifyAudit } from '@goated/accounts'
import { testDatabase, type TestDatabase, testEngine } from '@goated/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runGoated } from '../testing/run-goated.ts'
import { runHere } from '../testing/run-here.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const run = (words: string[], input?: string) =>
  runHere(['create-admin', ...words], { database, ...(input === undefined ? {} : { input }) })
const enter = (username: string, password: string) => signIn(database.db, { username, password, ip: '192.0.2.1' })

test('makes an admin who can sign in with the password of the standard input, and puts it on record', async () => {
  const made = await run(['Chief', '--email', 'chief@example.org', '--password-stdin'], 'battery staple horse\n')
  expect(made).toMatchObject({ code: 0, stdout: 'Chief is an admin and can sign in.\n', stderr: '' })
  expect(await enter('chief@example.org', 'battery staple horse')).toMatchObject({
    outcome: 'signed_in',
    user: { username: 'Chief', isAdmin: true },
  })
  const { items } = await listAudit(database.db)
  expect(items).toMatchObject([{ actorKind: 'console', action: 'admin.created', targetKind: 'user', details: {} }])
  expect(await verifyAudit(database.db)).toMatchObject({ ok: true })
})

// An embedded database is open to one process at a time.
test.runIf(testEngine() === 'postgres')('does so in a process of its own', async () => {
  const words = ['create-admin', 'chief', '--password-stdin']
  const made = await runGoated(words, { DATABASE_URL: database.url }, 'battery staple horse\r\n')
  expect(made).toMatchObject({ code: 0, stdout: 'chief is an admin and can sign in.\n', stderr: '' })
  expect(await enter('chief', 'battery staple horse')).toMatchObject({ outcome: 'signed_in' })
})

test('makes a password, and shows it this once', async () => {
  const { code, stdout } = await run(['second'])
  expect(code).toBe(0)
  const [, shown = ''] = /New password, shown only now: (\S+)/.exec(stdout) ?? []
  expect(await enter('second', shown)).toMatchObject({ outcome: 'signed_in', user: { isAdmin: true } })
})

test('changes nothing when the name or the address is taken, or the password is too weak', async () => {
  await createUser(database.db, { username: 'player', email: 'player@example.org', password: 'correct horse' })
  for (const [words, input, said] of [
    [['Player'], '', 'The user name is taken.'],
    [['chief', '--email', 'Player@example.org'], '', 'The e-mail address is taken.'],
    [['chief', '--password-stdin'], 'password1\n', 'too easy to guess'],
    [['chief', '--password-stdin'], 'short\n', 'password'],
    [['chief', '--password-stdin'], '', 'password'],
    [['a\tname'], '', 'username'],
  ] as const) {
    const { code, stdout, stderr } = await run([...words], input)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(said)
  }
  expect(await enter('player', 'correct horse')).toMatchObject({ user: { isAdmin: false } })
  expect(await enter('chief', 'password1')).toEqual({ outcome: 'refused' })
  expect(await listAudit(database.db)).toMatchObject({ total: 0 })
})

test('says that there are no tables yet', async () => {
  const empty = await testDatabase({ migrated: false })
  try {
    const { code, stdout, stderr } = await runHere(['create-admin', 'chief'], { database: empty })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('The database is not migrated')
  } finally {
    await empty.close()
  }
})
