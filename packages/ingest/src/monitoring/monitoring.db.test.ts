import { affiliateAccounts, ingestRuns, sourceStates } from '@goated/schema/tables'
import {
  type Answer,
  type FakeUpstream,
  json,
  manualClock,
  startFakeUpstream,
  testDatabase,
  type TestDatabase,
} from '@goated/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { goatedSource } from '../providers/goated.ts'
import { runIngest } from '../run-ingest.ts'
import { requestReading } from '../schedule/request-reading.ts'
import { listIngestRuns } from './list-ingest-runs.ts'
import { listQuarantined, loadQuarantined } from './quarantine.ts'
import { summarizeIngest } from './summarize-ingest.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const clock = manualClock(start)

function players(count: number, more: object = {}) {
  const wagered = { today: 0, this_week: 0, this_month: 1, all_time: 2 }
  return {
    data: Array.from({ length: count }, (_, index) => ({ uid: `u${index}`, name: `n${index}`, wagered })),
    ...more,
  }
}
const wrongShape = { data: [{ uid: 'u0', name: 'n0', wager: { all_time: 2 } }] }

let database: TestDatabase
let upstream: FakeUpstream
// Good at 0 and 20 minutes, the body's shape changes at 45, HTML at 60, nobody at 61; the other source has one good run.
beforeAll(async () => {
  database = await testDatabase()
  upstream = await startFakeUpstream()
  const read = async (minutes: number, answer: Answer, options: { tookMs?: number; id?: string } = {}) => {
    clock.set(at(minutes))
    upstream.answer((request, response) => {
      clock.advance(options.tookMs ?? 0)
      answer(request, response)
    })
    const source = { ...goatedSource({ url: upstream.url, token: 't' }), id: options.id ?? 'casino' }
    await runIngest(
      database.db,
      { source },
      {
        clock,
        http: { attemptsMax: 1 },
        circuit: { failuresMax: 2, cooldownMs: 900_000 },
      },
    )
  }
  await read(0, json(players(3)), { tookMs: 300 })
  await read(20, json(players(4)), { tookMs: 100 })
  await read(20.5, json(players(5)), { tookMs: 900 })
  await read(30, json(players(2)), { id: 'other' })
  await read(45, json(wrongShape))
  await read(60, json('<html>'))
})
afterAll(async () => {
  await upstream.close()
  await database.close()
})

const list = (input: object) =>
  listIngestRuns(database.db, input).then(({ items, total }) => [items.map(({ id }) => id), total])

describe('runs', () => {
  test('are listed with how long they took and what was kept of them', async () => {
    const { items, total } = await listIngestRuns(database.db, { source: 'casino' })
    expect(
      items.map(({ outcome, reason, durationMs, listedUsers }) => [outcome, reason, durationMs, listedUsers]),
    ).toEqual([
      ['failed', 'NOT_JSON', 0, 0],
      ['failed', 'WRONG_TYPE', 0, 0],
      ['ok', null, 900, 5],
      ['ok', null, 100, 4],
      ['ok', null, 300, 3],
    ])
    expect(total).toBe(5)
    expect(items.map(({ quarantineId }) => quarantineId)).toEqual([2, 1, null, null, null])
    expect(items[0]).not.toHaveProperty('chain')
  })

  test('can be narrowed and paged', async () => {
    expect(await list({})).toMatchObject([{ length: 6 }, 6])
    expect(await list({ outcome: 'failed', limit: 1, offset: 1 })).toEqual([[5], 2])
    expect(await list({ from: at(20), to: at(45) })).toEqual([[4, 3, 2], 3])
    expect(await list({ raceId: 1 })).toEqual([[], 0])
    await expect(list({ outcome: 'great' })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('a summary', () => {
  const summarize = (from: Date, to: Date, now: Date = at(61)) =>
    summarizeIngest(database.db, { source: 'casino', from, to, now })

  test('has a bucket for every part of the span, and the state of the source', async () => {
    const summary = await summarize(at(0), at(24 * 60))
    expect(summary.bucketMs).toBe(900_000)
    expect(summary.buckets).toHaveLength(96)
    const none = {
      ok: 0,
      empty: 0,
      stale: 0,
      failed: 0,
      medianDurationMs: null,
      lastDurationMs: null,
      listedUsers: null,
    }
    expect(summary.buckets.slice(0, 6)).toEqual([
      { ...none, start: at(0), ok: 1, medianDurationMs: 300, lastDurationMs: 300, listedUsers: 3 },
      { ...none, start: at(15), ok: 2, medianDurationMs: 100, lastDurationMs: 900, listedUsers: 5 },
      { ...none, start: at(30) },
      { ...none, start: at(45), failed: 1, medianDurationMs: 0, lastDurationMs: 0 },
      { ...none, start: at(60), failed: 1, medianDurationMs: 0, lastDurationMs: 0 },
      { ...none, start: at(75) },
    ])
    expect(summary).toMatchObject({
      newestReading: { runId: 3, asOf: at(20.5), listedUsers: 5, complete: true },
      failures: 2,
      openUntil: at(75),
      nextAllowedAt: null,
      requestedAt: null,
    })
    expect(summary.alarms).toMatchObject([
      { runId: 6, alarms: ['CIRCUIT_OPENED'] },
      { runId: 5, alarms: ['SCHEMA_DRIFT'] },
    ])
    expect((await summarize(at(0), at(5), at(76))).openUntil).toBeNull()
  })

  test('leaves out what began outside of the span', async () => {
    const { buckets, bucketMs } = await summarize(at(1), at(20))
    expect([buckets.length, bucketMs]).toEqual([19, 60_000])
    expect(buckets.every(({ ok }) => ok === 0)).toBe(true)
    expect((await summarize(at(0), new Date(at(0).getTime() + 1))).buckets).toMatchObject([{ ok: 1 }])
    await expect(summarize(at(1), at(1))).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  test('of a source that nobody asked yet is empty, but for a request', async () => {
    const { db } = database
    await requestReading(db, { source: 'new' }, { clock })
    const summary = await summarizeIngest(db, { source: 'new', from: at(0), to: at(60), now: at(61) })
    expect(summary).toMatchObject({ newestReading: null, failures: 0, alarms: [], requestedAt: clock.now() })
    expect(summary.buckets.length).toBeLessThanOrEqual(96)
  })
})

describe('quarantine', () => {
  test('is listed without bodies, the latest first', async () => {
    const { items, total } = await listQuarantined(database.db, {})
    expect(items.map(({ reason, runId, run }) => [reason, runId, run.startedAt])).toEqual([
      ['NOT_JSON', 6, at(60)],
      ['WRONG_TYPE', 5, at(45)],
    ])
    expect(total).toBe(2)
    expect(items[0]).not.toHaveProperty('body')
    expect((await listQuarantined(database.db, { reason: 'WRONG_TYPE', source: 'casino' })).total).toBe(1)
    expect((await listQuarantined(database.db, { source: 'other' })).total).toBe(0)
    expect((await listQuarantined(database.db, { limit: 1, offset: 1 })).items).toMatchObject([
      { reason: 'WRONG_TYPE' },
    ])
  })

  test('shows a body as it came, and how its keys differ', async () => {
    const kept = await loadQuarantined(database.db, { id: 1 })
    expect(JSON.parse(kept.body)).toEqual(wrongShape)
    expect(kept.shapeDiff).toEqual({
      missing: [
        'data[].wagered',
        'data[].wagered.all_time',
        'data[].wagered.this_month',
        'data[].wagered.this_week',
        'data[].wagered.today',
      ],
      added: ['data[].wager', 'data[].wager.all_time'],
    })
    expect(kept).toMatchObject({ reason: 'WRONG_TYPE', truncated: false, run: { alarms: ['SCHEMA_DRIFT'] } })
  })

  test('has no keys to compare where the body is no JSON, or nothing good was ever seen', async () => {
    const { db } = database
    expect(await loadQuarantined(db, { id: 2 })).toMatchObject({ body: '<html>', shapeDiff: null })
    await db.update(sourceStates).set({ shape: null })
    expect((await loadQuarantined(db, { id: 1 })).shapeDiff).toBeNull()
    await expect(loadQuarantined(db, { id: 3 })).rejects.toMatchObject({ code: 'QUARANTINED_READING_NOT_FOUND' })
  })
})

test('looking changes nothing', async () => {
  expect(await database.db.select().from(ingestRuns)).toHaveLength(6)
  expect(await database.db.select().from(affiliateAccounts)).toHaveLength(7)
})
