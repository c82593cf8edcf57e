import { testDatabase } from '@goated/testkit'
import { expect, it, onTestFinished } from 'vitest'
import type { Db } from '../database/db.ts'
import { outboxEvents } from '../tables/outbox.ts'
import { createOutboxReader } from './outbox-reader.ts'

async function record(db: Db, id: bigint, name = 'race.started'): Promise<void> {
  const payload = { raceId: Number(id) }
  await db.insert(outboxEvents).values({ id, name, payload, createdAt: new Date('2025-03-12T12:00:00Z') })
}

it('returns each event once, those with an earlier number that come later too', async () => {
  const { db, close } = await testDatabase()
  onTestFinished(close)
  await record(db, 7n)
  const read = createOutboxReader(db, { names: ['race.started', 'race.completed'] })
  // What happened before is in the tables already.
  expect(await read()).toEqual([])
  await record(db, 20n)
  await record(db, 21n, 'rank.changed')
  const raceIds = async () => (await read()).map(({ payload }) => payload['raceId'])
  expect(await raceIds()).toEqual([20])
  await record(db, 15n)
  await record(db, 22n, 'race.completed')
  expect(await raceIds()).toEqual([15, 22])
  expect(await raceIds()).toEqual([])
})

it('returns a page at a time, and nothing twice in between', async () => {
  const { db, close } = await testDatabase()
  onTestFinished(close)
  const read = createOutboxReader(db, { names: ['race.started'], pageMax: 2 })
  expect(await read()).toEqual([])
  for (const id of [1n, 2n, 3n, 4n, 5n]) await record(db, id)
  const raceIds = async () => (await read()).map(({ payload }) => payload['raceId'])
  expect(await raceIds()).toEqual([1, 2])
  expect(await raceIds()).toEqual([3, 4])
  expect(await raceIds()).toEqual([5])
  expect(await raceIds()).toEqual([])
})
