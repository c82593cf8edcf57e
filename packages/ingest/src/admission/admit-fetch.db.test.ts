import type { TransactionalDb } from '@goated/schema'
import { sourceStates } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { admitFetch } from './admit-fetch.ts'
import { closeCircuit, countFailure, countSuccess } from './circuit.ts'

const now = new Date('2025-06-02T12:00:00Z')
const at = (ms: number) => new Date(now.getTime() + ms)
const minute = 60_000

let database: TestDatabase
let db: TransactionalDb
beforeEach(async () => {
  database = await testDatabase()
  ;({ db } = database)
})
afterEach(() => database.close())

const known = (state: Partial<typeof sourceStates.$inferInsert>) =>
  db.insert(sourceStates).values([
    { source: 'other', failures: 9, shape: ['z'], openUntil: at(minute) },
    { source: 'x', ...state },
  ])
const stored = async () => (await db.select().from(sourceStates)).find(({ source }) => source === 'x')
const admit = (minIntervalMs: number, input: Partial<Parameters<typeof admitFetch>[1]> = {}) =>
  admitFetch(db, { source: { id: 'x', minIntervalMs }, now, ...input })

test('a source that nobody has asked is asked, and what is known of it comes along', async () => {
  expect(await admit(0)).toEqual({ admitted: true, failures: 0, shape: null })
  expect(await stored()).toBeUndefined()
  await known({ failures: 3, shape: ['a'] })
  expect(await admit(0)).toEqual({ admitted: true, failures: 3, shape: ['a'] })
  expect(await admit(minute)).toEqual({ admitted: true, failures: 3, shape: ['a'] })
  expect(await stored()).toMatchObject({ nextAllowedAt: at(minute), openUntil: null })
})

describe('the minimum interval', () => {
  test.each<[what: string, nextAllowedAt: Date | null, admitted: boolean]>([
    ['was never begun', null, true],
    ['is over', now, true],
    ['is not over by a millisecond', at(1), false],
    ['has just begun', at(minute), false],
    ['is further ahead than it can be', at(minute + 1), true],
  ])('%s', async (_, nextAllowedAt, admitted) => {
    await known({ nextAllowedAt })
    const refused = { admitted: false, outcome: 'stale', reason: 'TOO_SOON', againAt: nextAllowedAt }
    // Force is for the circuit and never for the provider's interval.
    for (const force of [false, true]) if (!admitted) expect(await admit(minute, { force })).toEqual(refused)
    if (admitted) expect(await admit(minute)).toMatchObject({ admitted: true })
    expect((await stored())?.nextAllowedAt).toEqual(admitted ? at(minute) : nextAllowedAt)
  })
})

describe('an open circuit', () => {
  test.each<[what: string, openUntil: Date, admitted: boolean]>([
    ['is over', now, true],
    ['is not over by a millisecond', at(1), false],
    ['is open for the longest', at(30 * minute), false],
    ['is open for longer than anything opens it', at(30 * minute + 1), true],
  ])('%s', async (_, openUntil, admitted) => {
    await known({ openUntil, failures: 5 })
    const answer = await admit(0)
    expect(answer).toEqual(
      admitted
        ? { admitted: true, failures: 5, shape: null }
        : { admitted: false, outcome: 'failed', reason: 'CIRCUIT_OPEN', againAt: openUntil },
    )
    // Whoever probes keeps the others out for as long as a probe may take.
    expect((await stored())?.openUntil).toEqual(admitted ? at(2 * minute) : openUntil)
  })

  test('is as long as its options say', async () => {
    await known({ openUntil: at(5 * minute) })
    const circuit = { cooldownMaxMs: 4 * minute, probeMs: minute }
    expect(await admit(0, { circuit })).toMatchObject({ admitted: true })
    expect(await stored()).toMatchObject({ openUntil: at(minute) })
    await db.update(sourceStates).set({ openUntil: at(5 * minute) })
    expect(await admit(0, { circuit: { cooldownMaxMs: minute, probeMs: 5 * minute } })).toMatchObject({
      admitted: false,
    })
  })

  test('does not hold where it is forced, and says so before the interval where it is not', async () => {
    await known({ openUntil: at(minute) })
    expect(await admit(0, { force: true })).toMatchObject({ admitted: true })
    // With no interval to keep, force leaves no claim.
    expect(await stored()).toMatchObject({ openUntil: at(minute), nextAllowedAt: null })
    expect(await admit(minute, { force: true })).toMatchObject({ admitted: true })
    expect(await stored()).toMatchObject({ openUntil: at(2 * minute), nextAllowedAt: at(minute) })
    expect(await admit(minute)).toMatchObject({ reason: 'CIRCUIT_OPEN', againAt: at(2 * minute) })
    expect(await admit(minute, { force: true })).toMatchObject({ reason: 'TOO_SOON', againAt: at(minute) })
  })

  test('that is over does not hide the interval', async () => {
    await known({ openUntil: now, nextAllowedAt: at(1) })
    expect(await admit(minute)).toEqual({ admitted: false, outcome: 'stale', reason: 'TOO_SOON', againAt: at(1) })
  })
})

describe('what runs leave', () => {
  const fail = () => countFailure(db, { source: 'x', now, circuit: { failuresMax: 2, cooldownMs: 1000 } })

  test('a failure too many opens the circuit, and is told once', async () => {
    expect(await fail()).toEqual({ opened: false })
    expect(await stored()).toMatchObject({ failures: 1, openUntil: null })
    expect(await fail()).toEqual({ opened: true })
    expect(await stored()).toMatchObject({ failures: 2, openUntil: at(1000) })
    expect(await fail()).toEqual({ opened: false })
    expect(await stored()).toMatchObject({ failures: 3, openUntil: at(2000) })
  })

  test('five failures open it unless told otherwise, and a counter never overflows', async () => {
    await known({ failures: 3 })
    expect(await countFailure(db, { source: 'x', now })).toEqual({ opened: false })
    expect(await countFailure(db, { source: 'x', now })).toEqual({ opened: true })
    await db.update(sourceStates).set({ failures: 1_000_000 })
    await countFailure(db, { source: 'x', now })
    expect(await stored()).toMatchObject({ failures: 1_000_000 })
  })

  test('a success closes it and keeps the last shape there was', async () => {
    await known({ failures: 7, openUntil: at(minute), shape: ['a'] })
    await countSuccess(db, { source: 'x', shape: [] })
    expect(await stored()).toMatchObject({ failures: 0, openUntil: null, shape: ['a'] })
    await countSuccess(db, { source: 'x', shape: ['b'] })
    expect(await stored()).toMatchObject({ shape: ['b'] })
    await db.delete(sourceStates)
    await countSuccess(db, { source: 'x', shape: [] })
    expect(await stored()).toMatchObject({ failures: 0, shape: null })
  })

  test('a run that stored nothing closes it too, of its own source', async () => {
    await known({ failures: 1, openUntil: at(minute), shape: ['a'] })
    expect(await closeCircuit(db, 'x')).toEqual({ opened: false })
    expect(await stored()).toMatchObject({ failures: 0, openUntil: null, shape: ['a'] })
    const other = (await db.select().from(sourceStates)).find(({ source }) => source === 'other')
    expect(other).toMatchObject({ failures: 9, openUntil: at(minute) })
  })
})
