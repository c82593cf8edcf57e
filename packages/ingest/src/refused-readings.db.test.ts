import { gzipSync } from 'node:zlib'
import { ingestRuns, quarantinedReadings } from '@goated/schema/tables'
import { type Answer, json } from '@goated/testkit'
import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { good, row, takeReadings } from './testing/take-readings.ts'

const readings = takeReadings()

const bad: [reason: string, outcome: string, answer: Answer][] = [
  ['NOT_JSON', 'failed', json('<html><body>Bad gateway</body></html>')],
  ['NOT_JSON', 'failed', json('{"data":[{"uid":"a","name":"a","wag')],
  ['NOT_JSON', 'failed', json('')],
  ['WRONG_TYPE', 'failed', json({ data: 'soon' })],
  ['WRONG_TYPE', 'failed', json([])],
  ['WRONG_TYPE', 'failed', json({ data: [row('a', { all_time: '50' })] })],
  ['WRONG_TYPE', 'failed', json({ data: [row('a', { all_time: null })] })],
  ['WRONG_TYPE', 'failed', json({ data: [row('', { all_time: 1 })] })],
  ['WRONG_TYPE', 'failed', json({ data: [row('a', { all_time: 50.25 }), null] })],
  ['WRONG_TYPE', 'failed', json({})],
  ['UPSTREAM_ERROR', 'failed', json({ status: 'error', metadata: {}, data: {} })],
  ['UPSTREAM_ERROR', 'failed', json('"Internal error"')],
  ['RATE_LIMITED', 'failed', json({ statusCode: 400, message: 'TOO_MANY_REQUEST' })],
  ['AMOUNT_NEGATIVE', 'failed', json({ data: [row('a', { all_time: -0.01 })] })],
  ['UPSTREAM_ERROR', 'failed', json({ success: false, data: good.data })],
  ['UPSTREAM_ERROR', 'failed', json({ data: [], message: 'Something went wrong' })],
  [
    'AMOUNT_OUT_OF_RANGE',
    'failed',
    json('{"data":[{"uid":"a","name":"a","wagered":{"today":0,"this_week":0,"this_month":0,"all_time":1e999}}]}'),
  ],
  [
    'NOT_JSON',
    'failed',
    json('{"data":[{"uid":"a","name":"a","wagered":{"today":0,"this_week":0,"this_month":0,"all_time":NaN}}]}'),
  ],
  ['DUPLICATE_UID', 'failed', json({ data: [row('a', { all_time: 50 }), row('a', { all_time: 51 })] })],
  ['READING_EMPTY', 'empty', json({ data: [] })],
  ['COUNT_COLLAPSED', 'failed', json({ data: [], metadata: { totalUsers: 0 } })],
  ['SUM_JUMPED', 'failed', json({ data: [row('a', { all_time: 5025 }), row('b', { all_time: 700 })] })],
  ['SUM_COLLAPSED', 'failed', json({ data: [row('a', { all_time: 0.5 }), row('b', { all_time: 0.07 })] })],
  ['HTTP_503', 'failed', json({}, 503, { 'retry-after': 'nonsense' })],
  ['HTTP_404', 'failed', json({}, 404)],
  ['UNAUTHORIZED', 'failed', json({}, 401)],
  ['RATE_LIMITED', 'failed', json({}, 429, { 'retry-after': '0' })],
  ['NETWORK', 'failed', (_request, response) => response.socket?.destroy()],
  ['TIMEOUT', 'failed', () => {}],
  [
    'BODY_TOO_LARGE',
    'failed',
    (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(gzipSync(Buffer.alloc(5_000_000, ' ')))
    },
  ],
]

describe('a bad reading', () => {
  test.each(bad)(
    '%s (%s) changes nothing, leaves its reason, and the next good one heals',
    async (reason, outcome, answer) => {
      readings.upstream.answer(json(good))
      await readings.ingest()
      const before = await readings.storedData()
      readings.upstream.answer(answer)
      // Only an upstream that is silent has to be waited for.
      const patience = reason === 'TIMEOUT' ? { attemptTimeoutMs: 150 } : {}
      const refused = await readings.ingest({ bodyBytesMax: 1_000_000, ...patience })
      expect(refused).toMatchObject({ outcome, reason, events: [] })
      expect(await readings.storedData()).toEqual(before)
      const runs = await readings.database.db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
      expect(runs.map((run) => [run.outcome, run.reason])).toEqual([
        ['ok', null],
        [outcome, reason],
      ])
      expect(runs.map(({ detail }) => detail).join()).not.toContain('secret-token')
      readings.upstream.answer(
        json({ data: [row('a', { this_month: 6, all_time: 51.25 }), row('b', { all_time: 7 })] }),
      )
      expect(await readings.ingest()).toMatchObject({ outcome: 'ok', changed: 1 })
    },
  )

  test('is kept for inspection, with its body', async () => {
    readings.upstream.answer(json('<html>\u0000maintenance</html>'))
    await readings.ingest()
    const [kept] = await readings.database.db.select().from(quarantinedReadings)
    expect(kept).toMatchObject({
      reason: 'BAD_ENCODING',
      body: '[Not a text. Bytes that are not ASCII are written as \\xNN.]\n<html>\\x00maintenance</html>',
      truncated: false,
    })
  })

  test('of many players that lists less than half of them is refused, one that says it is partial is stored as such', async () => {
    const everyone = Array.from({ length: 10 }, (_, index) => row(`p${index}`, { all_time: 10 }))
    readings.upstream.answer(json({ data: everyone }))
    await readings.ingest()
    readings.upstream.answer(json({ data: everyone.slice(0, 4) }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'failed', reason: 'COUNT_COLLAPSED' })
    const envelope = (rows: unknown[], totalUsers: number) => ({
      status: 'success',
      metadata: { totalUsers, lastUpdated: '2025-06-02T12:00:00.000Z' },
      data: { monthly: { data: rows } },
    })
    readings.upstream.answer(json(envelope(everyone.slice(0, 4), 10)))
    expect(await readings.ingest()).toMatchObject({
      outcome: 'ok',
      alarms: ['TOTAL_USERS_MISMATCH', 'COUNT_FELL', 'SCHEMA_DRIFT'],
    })
    const [newest] = await readings.database.db
      .select()
      .from(ingestRuns)
      .where(eq(ingestRuns.outcome, 'ok'))
      .orderBy(asc(ingestRuns.id))
      .offset(1)
    expect(newest).toMatchObject({ complete: false, totalUsers: 10, listedUsers: 4 })
  })

  test('of fewer players is believed once it repeats itself, or once an operator trusts it', async () => {
    const everyone = Array.from({ length: 10 }, (_, index) => row(`p${index}`, { all_time: 1000 }))
    const complete = async () => {
      const runs = await readings.database.db.select().from(ingestRuns).where(eq(ingestRuns.outcome, 'ok'))
      return runs.map((run) => run.complete)
    }
    readings.upstream.answer(json({ data: everyone }), json({ data: everyone.slice(0, 8) }))
    await readings.ingest()
    await readings.ingest()
    await readings.ingest()
    expect(await complete()).toEqual([true, false, true])
    readings.upstream.answer(json({ data: everyone.slice(0, 3) }))
    expect(await readings.ingest()).toMatchObject({ reason: 'COUNT_COLLAPSED' })
    expect(await readings.ingest({ trust: true })).toMatchObject({ outcome: 'ok' })
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok' })
    expect(await complete()).toEqual([true, false, true, true, true])
  })

  test('that jumps is stored when an operator trusts it, and small sums may grow as they like', async () => {
    readings.upstream.answer(json({ data: [row('a', { all_time: 1 })] }))
    await readings.ingest()
    readings.upstream.answer(json({ data: [row('a', { all_time: 900 })] }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok' })
    readings.upstream.answer(json({ data: [row('a', { all_time: 90_000 })] }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'failed', reason: 'SUM_JUMPED' })
    expect(await readings.ingest({ trust: true })).toMatchObject({ outcome: 'ok', changed: 1 })
  })

  test('that is a part of the players says nothing against the next whole one', async () => {
    const everyone = Array.from({ length: 100 }, (_, index) => row(`p${index}`, { all_time: 1000 }))
    const envelope = (rows: unknown[]) => ({
      status: 'success',
      metadata: { totalUsers: 100, lastUpdated: '2025-06-02T12:00:00.000Z' },
      data: { monthly: { data: rows } },
    })
    readings.upstream.answer(json(envelope(everyone)), json(envelope(everyone.slice(0, 1))), json(envelope(everyone)))
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', arrived: 100 })
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', changed: 99 })
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', changed: 99, alarms: [] })
  })

  test('is not asked for twice where the answer would be the same', async () => {
    readings.upstream.answer(json({}, 401))
    await readings.ingest()
    expect(readings.upstream.requests).toHaveLength(1)
    readings.upstream.answer(json({}, 500), json(good))
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok' })
    expect(readings.upstream.requests).toHaveLength(3)
  })

  test('rows that repeat each other collapse', async () => {
    readings.upstream.answer(json({ data: [row('a', { all_time: 5 }), row('a', { all_time: 5 })] }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', arrived: 1 })
  })
})

test('a refused reading tells what is odd about its answer besides', async () => {
  readings.upstream.answer(json(good))
  await readings.ingest()
  const jumped = { data: [row('a', { all_time: 50_250, today: 'soon' }), row('b', { all_time: 7 })], extra: { key: 1 } }
  readings.upstream.answer(json({ ...jumped, metadata: { totalUsers: 3 } }))
  const alarms = ['TOTAL_USERS_MISMATCH', 'COUNTER_INVALID', 'SCHEMA_DRIFT']
  const detail = expect.stringMatching(/data\.0, today\. Keys added: metadata/)
  expect(await readings.ingest()).toMatchObject({ outcome: 'failed', reason: 'SUM_JUMPED', alarms, detail })
  const [, run] = await readings.database.db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
  expect(run).toMatchObject({ outcome: 'failed', alarms, detail })
})
