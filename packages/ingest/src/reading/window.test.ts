import { checkWindow, type WagerWindow } from '@goated/schema/internal'
import type { WindowFacts } from '@goated/schema/vocabulary'
import { describe, expect, test } from 'vitest'
import { clashSource } from '../providers/clash.ts'
import { rainbetSource } from '../providers/rainbet.ts'
import { windowDays } from '../source/window-days.ts'
import { readOnce } from './read-once.ts'

const window = (start: string, end: string): WagerWindow => ({ start: new Date(start), end: new Date(end) })
const week = window('2025-06-01T00:00:00Z', '2025-06-08T00:00:00Z')
const asking = (facts: Partial<WindowFacts>) => ({
  id: 'x',
  window: { inclusive: true, granularity: 'day' as const, timeZone: 'UTC', maxDays: null, ...facts },
})

describe('checkWindow', () => {
  test.each([
    ['whole days', {}, week],
    [
      'whole days of the provider',
      { timeZone: 'Europe/Berlin' },
      window('2025-05-31T22:00:00Z', '2025-06-07T22:00:00Z'),
    ],
    [
      'the day on which clocks change',
      { timeZone: 'Europe/Berlin' },
      window('2025-10-25T22:00:00Z', '2025-10-26T23:00:00Z'),
    ],
    ['seconds', { granularity: 'second' as const }, window('2025-06-01T10:11:12Z', '2025-06-01T10:11:13Z')],
    [
      'a race of the provider',
      { granularity: 'race' as const },
      window('2025-06-01T10:11:12.345Z', '2025-06-02T00:00:00Z'),
    ],
    ['the longest', { maxDays: 7 }, week],
  ])('takes %s', (_, facts, of) => {
    expect(() => checkWindow(asking(facts), of)).not.toThrow()
  })

  test.each([
    [
      'its start',
      {},
      window('2025-06-01T18:00:00Z', '2025-06-08T00:00:00Z'),
      'startDate',
      'its start 2025-06-01T18:00:00.000Z is not midnight in UTC',
    ],
    [
      'its end',
      {},
      window('2025-06-01T00:00:00Z', '2025-06-08T00:00:00.001Z'),
      'endDate',
      'its end 2025-06-08T00:00:00.001Z is not midnight',
    ],
    ['its zone', { timeZone: 'Europe/Berlin' }, week, 'startDate', 'is not midnight in Europe/Berlin'],
    ['its length', { maxDays: 6 }, week, 'endDate', 'it is longer than the 6 days'],
    ['its order', {}, window('2025-06-08T00:00:00Z', '2025-06-08T00:00:00Z'), 'endDate', 'it ends before it starts'],
    [
      'its milliseconds',
      { granularity: 'second' as const },
      window('2025-06-01T10:11:12.5Z', '2025-06-02T00:00:00Z'),
      'startDate',
      'is not a whole second',
    ],
  ])('refuses one for %s', (_, facts, of, path, message) => {
    const refused = expect.objectContaining({
      code: 'WINDOW_NOT_SUPPORTED',
      message: expect.stringContaining(message),
      details: { source: 'x', issues: [{ path, message: expect.stringContaining(message) }] },
    })
    expect(() => checkWindow(asking(facts), of)).toThrow(refused)
  })
})

test('the last day of a half-open window is the one before its end', () => {
  expect(windowDays(asking({}), week)).toEqual({ first: '2025-06-01', last: '2025-06-07' })
  const berlin = window('2025-05-31T22:00:00Z', '2025-06-07T22:00:00Z')
  expect(windowDays(asking({ timeZone: 'Europe/Berlin' }), berlin)).toEqual({ first: '2025-06-01', last: '2025-06-07' })
})

describe('reading a window once', () => {
  const asked: string[] = []
  const http = (body: unknown) => ({
    fetch: async (url: unknown) => {
      asked.push(String(url))
      return new Response(JSON.stringify(body))
    },
  })
  const rainbet = rainbetSource({ url: 'https://upstream.test/affiliates', key: 'synthetic' })
  const row = (id: string, wagered_amount: string) => ({ username: id, id, wagered_amount })
  const body = { affiliates: [row('a', '10.5'), row('b', '0')], cache_updated_at: '2025-06-02T11:55:00.000Z' }
  const clock = { now: () => new Date('2025-06-02T12:00:00Z') }

  test('asks for exactly the window, and takes the time of the cache for source time', async () => {
    expect(await readOnce({ source: rainbet, window: week }, { clock, http: http(body) })).toMatchObject({
      outcome: 'ok',
      reading: {
        asOf: new Date('2025-06-02T11:55:00.000Z'),
        sum: 1_050_000_000n,
        complete: true,
        rows: [
          { uid: 'a', total: 1_050_000_000n },
          { uid: 'b', total: 0n },
        ],
      },
      alarms: [],
    })
    expect(asked.at(-1)).toBe('https://upstream.test/affiliates?start_at=2025-06-01&end_at=2025-06-07&key=synthetic')
  })

  test('does not ask for a window that the provider cannot tell from another', async () => {
    const before = asked.length
    const evening = window('2025-06-01T18:00:00Z', '2025-06-08T18:00:00Z')
    const outcome = await readOnce({ source: rainbet, window: evening }, { clock, http: http(body) })
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'WINDOW_NOT_SUPPORTED' })
    expect(asked).toHaveLength(before)
  })

  test('does not believe a source time to come', async () => {
    const ahead = { ...body, cache_updated_at: '2025-06-03T11:55:00.000Z' }
    expect(await readOnce({ source: rainbet, window: week }, { clock, http: http(ahead) })).toMatchObject({
      reason: 'SOURCE_TIME_AHEAD',
    })
  })

  test('says when the credential is about to expire', async () => {
    const credentialExpiresAt = new Date('2025-06-02T13:00:00Z')
    const source = clashSource({ url: 'https://upstream.test', token: 'synthetic', credentialExpiresAt })
    const outcome = await readOnce({ source: source, window: week }, { clock, http: http({ data: [] }) })
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'RACE_NOT_FOUND', alarms: ['CREDENTIAL_EXPIRES'] })
  })
})
