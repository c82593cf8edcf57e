import { idempotencyKeys, users } from '@goated/schema/tables'
import { testDatabase, type TestDatabase, testEngine } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerOnce, type AnswerOnceDeps } from './answer-once.ts'
import { pruneIdempotencyKeys } from './prune-idempotency-keys.ts'

const secret = 'a secret of thirty-two characters or more'
let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

let made = 0
const makeUser =
  (keep = true, before: () => Promise<unknown> = async () => {}) =>
  async (tx: TestDatabase['db']) => {
    await before()
    await tx.insert(users).values({ username: `user ${++made}`, createdAt: new Date() })
    return { answer: { status: 201, text: `user ${made}` }, keep }
  }
const ask = (body: unknown, work = makeUser(), deps: AnswerOnceDeps = { secret }) =>
  answerOnce(database.db, { scope: ['ann', 'make', 'key'], body }, work, deps)
const userCount = () => database.db.$count(users)

test('the same request is answered as before and does nothing', async () => {
  const first = await ask({ a: 1, b: [1, 2] })
  expect(first).toMatchObject({ outcome: 'answered', answer: { status: 201 } })
  expect(await ask({ b: [1, 2], a: 1 })).toEqual({ ...first, outcome: 'repeated' })
  expect(await ask({ a: 1, b: [2, 1] })).toEqual({ outcome: 'key_reused' })
  expect(await userCount()).toBe(1)
  const other = await answerOnce(database.db, { scope: ['ann', 'makekey'], body: {} }, makeUser(), { secret })
  expect(other.outcome).toBe('answered')
})

test('an answer that is not to be kept is committed without it; what throws leaves nothing', async () => {
  expect((await ask({}, makeUser(false))).outcome).toBe('answered')
  expect(await userCount()).toBe(1)
  const failing = async (tx: TestDatabase['db']) => {
    await makeUser()(tx)
    throw new Error('ours')
  }
  await expect(ask({}, failing)).rejects.toThrow('ours')
  expect(await userCount()).toBe(1)
  expect((await ask({})).outcome).toBe('answered')
})

test('an answer is forgotten after 24 hours of the database, and pruned', async () => {
  const { db } = database
  const age = (interval: string) => db.update(idempotencyKeys).set({ createdAt: sql`now() - ${interval}::interval` })
  await ask({})
  await age('23 hours 59 minutes')
  await pruneIdempotencyKeys(db)
  expect((await ask({})).outcome).toBe('repeated')
  await age('24 hours 1 second')
  expect((await ask({ other: true })).outcome).toBe('answered')
  expect((await ask({ other: true })).outcome).toBe('repeated')
  await age('24 hours 1 second')
  await pruneIdempotencyKeys(db)
  expect(await db.$count(idempotencyKeys)).toBe(0)
})

test('with another secret nothing is told and nothing is done twice', async () => {
  await ask({})
  expect(await ask({}, makeUser(), { secret: `${secret} and another` })).toEqual({ outcome: 'key_reused' })
  expect(await userCount()).toBe(1)
})

// A database that is one session runs one transaction after the other.
test.runIf(testEngine() === 'postgres')('a request under way is waited for, but not for long', async () => {
  let finish = () => {}
  let begin = () => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const finished = new Promise<void>((resolve) => (finish = resolve))
  const slow = ask(
    {},
    makeUser(true, () => (begin(), finished)),
  )
  await begun
  expect(await ask({}, makeUser(), { secret, waitMs: 120 })).toEqual({ outcome: 'key_in_use' })
  const waiting = ask({}, makeUser(), { secret, waitMs: 60_000 })
  finish()
  expect((await slow).outcome).toBe('answered')
  expect((await waiting).outcome).toBe('repeated')
  expect(await userCount()).toBe(1)
})
