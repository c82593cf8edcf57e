import type { TransactionalDb } from '@goated/schema'
import { loginThrottles } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { asc, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addressCounter } from './address-counter.ts'
import {
  accountCounter,
  checkAttempt,
  clearAttempts,
  codeCounter,
  DEFAULT_LOGIN_LIMITS,
  giveBack,
  passwordAgainCounter,
  takeAttempts,
} from './attempts.ts'

const now = new Date('2025-06-02T12:00:00Z')
const at = (ms: number) => new Date(now.getTime() + ms)

let database: TestDatabase
let db: TransactionalDb
beforeEach(async () => {
  database = await testDatabase()
  ;({ db } = database)
})
afterEach(() => database.close())

const counter = (key: string, attempts = 3, windowMs = 1000) => ({ key, limit: { attempts, windowMs } })
const counted = async () =>
  (await db.select().from(loginThrottles).orderBy(asc(loginThrottles.key))).map(
    ({ key, attempts, windowEndsAt }) => `${key} ${attempts} until ${windowEndsAt.getTime() - now.getTime()}`,
  )
const take = (keys: ReturnType<typeof counter>[], ms = 0) => takeAttempts(db, keys, at(ms))

test('limits are as documented, each for its counter', () => {
  const quarter = 15 * 60_000
  expect(DEFAULT_LOGIN_LIMITS).toEqual({
    account: { attempts: 10, windowMs: quarter },
    address: { attempts: 50, windowMs: quarter },
    code: { attempts: 20, windowMs: 24 * 3_600_000 },
  })
  const { account, address, code } = DEFAULT_LOGIN_LIMITS
  expect(codeCounter(7, DEFAULT_LOGIN_LIMITS)).toEqual({ key: 'code:7', limit: code })
  expect(passwordAgainCounter(7, DEFAULT_LOGIN_LIMITS)).toEqual({ key: 'password-again:7', limit: account })
  expect(addressCounter('2001:db8:1:2::9', DEFAULT_LOGIN_LIMITS)).toEqual({
    key: 'address:2001:db8:1:2::/64',
    limit: address,
  })
  const ann = accountCounter('Ann', DEFAULT_LOGIN_LIMITS)
  expect(ann.limit).toEqual(account)
  expect(ann.key).toMatch(/^account:[\w-]{40,}$/)
  expect(accountCounter('aNN', DEFAULT_LOGIN_LIMITS)).toEqual(ann)
  expect(accountCounter('anna', DEFAULT_LOGIN_LIMITS).key).not.toBe(ann.key)
  // Names that only capitals would make one.
  expect(accountCounter('strasse', DEFAULT_LOGIN_LIMITS)).not.toEqual(accountCounter('straße', DEFAULT_LOGIN_LIMITS))
})

describe('taking attempts', () => {
  test('goes on to the last of the limit, and then says when it starts anew', async () => {
    for (const ms of [0, 100, 200]) expect(await take([counter('a')], ms)).toBeNull()
    expect(await take([counter('a')], 300)).toEqual(at(1000))
    expect(await counted()).toEqual(['a 3 until 1000'])
  })

  test('starts anew at the very end of the window, which begins with the first attempt', async () => {
    for (const ms of [0, 500, 900]) await take([counter('a')], ms)
    expect(await take([counter('a')], 999)).toEqual(at(1000))
    expect(await take([counter('a')], 1000)).toBeNull()
    expect(await counted()).toEqual(['a 1 until 2000'])
  })

  test('stops at the first counter that is full, and those before it stay counted', async () => {
    await take([counter('b', 1)])
    expect(await take([counter('a'), counter('b', 1, 500), counter('c')], 1)).toEqual(at(1000))
    expect(await counted()).toEqual(['a 1 until 1001', 'b 1 until 1000'])
    expect(await take([])).toBeNull()
  })

  test('lets no more than the limit through, however many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => take([counter('a')])))
    expect(answers.filter((answer) => answer === null)).toHaveLength(3)
  })

  test('gives back what was taken when the next cannot be counted', async () => {
    await db.execute(sql`alter table goated.login_throttles add constraint no_b check (key <> 'b')`)
    await expect(take([counter('a'), counter('b')])).rejects.toThrow('login_throttles')
    expect(await counted()).toEqual(['a 0 until 1000'])
  })
})

describe('giving back', () => {
  test('takes one off each, never below none, and of no other', async () => {
    await take([counter('a'), counter('b'), counter('c')])
    await take([counter('a')])
    await giveBack(db, [counter('a'), counter('b'), counter('unknown')])
    expect(await counted()).toEqual(['a 1 until 1000', 'b 0 until 1000', 'c 1 until 1000'])
    await giveBack(db, [counter('b')])
    expect(await counted()).toEqual(['a 1 until 1000', 'b 0 until 1000', 'c 1 until 1000'])
  })

  test('is done for a check that failed because of us, and not for one that did not', async () => {
    await take([counter('a')])
    expect(await checkAttempt(db, [counter('a')], async () => 'wrong')).toBe('wrong')
    expect(await counted()).toEqual(['a 1 until 1000'])
    const failing = checkAttempt(db, [counter('a')], async () => Promise.reject(new Error('busy')))
    await expect(failing).rejects.toThrow('busy')
    expect(await counted()).toEqual(['a 0 until 1000'])
  })

  test('is tried once more where the database fails, and then left', async () => {
    await take([counter('a')])
    let calls = 0
    const failing = (times: number) =>
      new Proxy(db, {
        get(target, name, receiver) {
          if (name === 'update' && ++calls <= times) throw new Error('gone')
          return Reflect.get(target, name, receiver) as unknown
        },
      })
    await giveBack(failing(1), [counter('a')])
    expect(await counted()).toEqual(['a 0 until 1000'])
    await take([counter('a')])
    calls = 0
    await giveBack(failing(9), [counter('a')])
    expect(calls).toBe(2)
    expect(await counted()).toEqual(['a 1 until 1000'])
  })
})

test('clearing forgets the counters that are named', async () => {
  await take([counter('a'), counter('b'), counter('c')])
  await clearAttempts(db, ['a', 'c'])
  expect(await counted()).toEqual(['b 1 until 1000'])
})
