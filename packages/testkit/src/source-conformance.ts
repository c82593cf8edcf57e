import { type HttpReaderOptions, readOnce, type Received, type WagerSource, type WagerWindow } from '@goated/ingest'
import { formatAmount } from '@goated/schema'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type Answer,
  cutOff,
  drip,
  type FakeUpstream,
  gzipBomb,
  hang,
  hangUp,
  json,
  startFakeUpstream,
} from './fake-upstream.ts'

/** A player as a fixture writes it; `amount` is the text that goes into the body, in the provider's own unit. */
export interface FixturePlayer {
  uid: string
  name: string
  amount: string
}

/** What the kit must know of a provider to put its source through every fault. All of it is synthetic. */
export interface SourceFixture {
  /** Makes the source for an address, with `fixtureCredential` as its credential. */
  make(url: string): WagerSource
  /** For a source that is asked for a window. */
  window?: WagerWindow
  /** A good body that lists these players and carries keys that nobody knows. */
  body(players: readonly FixturePlayer[]): string
  /** Where the credential was sent; absent: the source has none. */
  credential?(request: FakeUpstream['requests'][number]): string | null | undefined
  /** Amounts as the provider writes them, and what they are in whole currency, with 8 decimals. */
  amounts: [written: string, wager: string][]
  /** Bodies with a wrong type or without something needed. */
  wrongTypes: string[]
  /** Bodies that were cut, and why they are refused. */
  truncated: [reason: string, body: string][]
  /** Why HTML is refused. */
  html: string
  /** How the provider says that something is wrong. */
  errors: [reason: string, status: number, body: string][]
}

export const fixtureCredential = 'synthetic-credential'

interface Outcome {
  outcome: string
  reason?: string
  detail?: string | null
  rows: { uid: string; name: string | null; amount: string }[]
  received: Received
}

const good: FixturePlayer[] = [
  { uid: 'uid-a', name: 'ann', amount: '12.5' },
  { uid: 'uid-b', name: 'bob', amount: '7' },
]

/** Defines the tests that every source has to pass, whatever its provider. */
export function describeSource(name: string, fixture: SourceFixture): void {
  describe(`source ${name}`, () => {
    let upstream: FakeUpstream
    beforeEach(async () => {
      upstream = await startFakeUpstream()
    })
    afterEach(() => upstream.close())

    const read = (options: HttpReaderOptions = {}) => readFixture(fixture, `${upstream.url}/board`, options)
    const answer = (body: string, status = 200) => upstream.answer(json(body, status))
    const one = (amount: string, name = 'ann') => fixture.body([{ uid: 'uid-a', name, amount }])

    test('declares itself completely', () => {
      const source = fixture.make(upstream.url)
      expect(source.id).toMatch(/^[a-z0-9-]{1,32}$/)
      expect(source.metric).toBe('wager')
      expect(source.unit.exponent).toBeGreaterThanOrEqual(0)
      expect(source.minIntervalMs).toBeGreaterThanOrEqual(0)
      expect(source.class === 'cumulative').toBe(fixture.window === undefined)
      expect(source.auth === 'none').toBe(fixture.credential === undefined)
    })

    test('reads a good body, in one request with its credential', async () => {
      answer(fixture.body(good))
      const { outcome, rows, received } = await read()
      expect(outcome).toBe('ok')
      expect(rows.map(({ uid, name }) => [uid, name])).toEqual([
        ['uid-a', 'ann'],
        ['uid-b', 'bob'],
      ])
      expect(upstream.requests).toHaveLength(1)
      expect(received).toMatchObject({ attempts: 1, body: fixture.body(good) })
      expect(received.shape.length).toBeGreaterThan(2)
      const [request] = upstream.requests
      if (fixture.credential && request) expect(fixture.credential(request)).toBe(fixtureCredential)
    })

    test.each(fixture.amounts)('an amount of %s is %s, to the last digit', async (written, wager) => {
      answer(one(written))
      expect((await read()).rows.map(({ amount }) => amount)).toEqual([wager])
    })

    test('shows names as text, without characters that play tricks', async () => {
      const names = [
        '\u202eevil\u202c',
        '&lt;b&gt;x&lt;/b&gt;',
        '<img src=x>',
        '\u00fcn\u00efc\u00f6de \ud83d\ude00',
        '',
      ]
      answer(fixture.body(names.map((name, index) => ({ uid: `uid-${index}`, name, amount: '1' }))))
      const shown = (await read()).rows.map(({ name }) => name)
      expect(shown).toEqual(['evil', names[1], names[2], names[3], null])
    })

    test('rows that repeat each other collapse; rows that contradict each other are refused', async () => {
      answer(fixture.body([...good, { uid: 'uid-a', name: 'ann', amount: '12.5' }]))
      expect((await read()).rows).toHaveLength(2)
      answer(fixture.body([...good, { uid: 'uid-a', name: 'ann', amount: '13' }]))
      expect(await read()).toMatchObject({ outcome: 'failed', reason: 'DUPLICATE_UID' })
    })

    test('a list of nobody is empty', async () => {
      answer(fixture.body([]))
      expect(await read()).toMatchObject({ outcome: 'empty', reason: 'READING_EMPTY' })
    })

    const refused: [reason: string, what: string, answer: Answer, requests: number][] = [
      [fixture.html, 'HTML', json('<!doctype html><html><body>Just a moment</body></html>'), 1],
      ...fixture.truncated.map(([reason, body]): (typeof refused)[number] => [reason, 'a cut body', json(body), 1]),
      ...fixture.wrongTypes.map((body): (typeof refused)[number] => ['WRONG_TYPE', body, json(body), 1]),
      ['AMOUNT_NEGATIVE', 'a negative amount', json(one('-0.01')), 1],
      ['AMOUNT_OUT_OF_RANGE', '1e999', json(one('1e999')), 1],
      ...fixture.errors.map(([reason, status, body]): (typeof refused)[number] => [
        reason,
        body,
        json(body, status),
        1,
      ]),
      ['UNAUTHORIZED', '401', json({}, 401), 1],
      ['UNAUTHORIZED', '403', json({}, 403), 1],
      ['HTTP_404', '404', json({}, 404), 1],
      ['RATE_LIMITED', '429', json({}, 429, { 'retry-after': '1' }), 2],
      ['HTTP_503', '503', json({}, 503), 2],
      ['NETWORK', 'no answer', hangUp, 2],
      ['NETWORK', 'half an answer', cutOff(fixture.body(good)), 2],
      ['TIMEOUT', 'silence', hang, 2],
      ['TIMEOUT', 'a dripping body', drip, 2],
      ['BODY_TOO_LARGE', 'a gzip bomb', gzipBomb(20_000_000), 1],
    ]
    test.each(refused)('is refused with %s: %s', async (reason, _, answer, requests) => {
      upstream.answer(answer)
      const outcome = await read({ attemptTimeoutMs: reason === 'TIMEOUT' ? 150 : 5000, bodyBytesMax: 1_000_000 })
      expect(outcome).toMatchObject({ outcome: 'failed', reason, rows: [] })
      expect(upstream.requests).toHaveLength(requests)
      expect(outcome.detail).not.toContain(fixtureCredential)
      expect(outcome.received.body.length).toBeLessThanOrEqual(1_000_000)
    })

    test('tries again after silence, with time of its own', async () => {
      upstream.answer(hang, json(fixture.body(good)))
      expect(await read({ attemptTimeoutMs: 500 })).toMatchObject({ outcome: 'ok', received: { attempts: 2 } })
    })

    test.each([
      ['seconds', () => '7', 7000, 7000],
      ['a date', () => new Date(Date.now() + 9000).toUTCString(), 6000, 9000],
      ['a year', () => '31536000', 30_000, 30_000],
      ['nonsense', () => 'soon', 0, 1000],
    ])('waits as Retry-After says: %s', async (_, header, least, most) => {
      upstream.answer(json({}, 429, { 'retry-after': header() }), json(fixture.body(good)))
      const waits: number[] = []
      const sleep = async (ms: number) => void waits.push(ms)
      expect(await read({ sleep })).toMatchObject({ outcome: 'ok', received: { attempts: 2 } })
      expect(waits).toHaveLength(1)
      expect(waits[0]).toBeGreaterThanOrEqual(least)
      expect(waits[0]).toBeLessThanOrEqual(most)
    })

    test('ends at its deadline, however many attempts are left', async () => {
      upstream.answer(hang)
      const startedAt = Date.now()
      expect(await read({ attemptTimeoutMs: 100, deadlineMs: 250, attemptsMax: 100 })).toMatchObject({
        reason: 'TIMEOUT',
      })
      expect(Date.now() - startedAt).toBeLessThan(2000)
    })
  })
}

async function readFixture(fixture: SourceFixture, url: string, options: HttpReaderOptions): Promise<Outcome> {
  const source = fixture.make(url)
  const http = { sleep: async () => {}, attemptsMax: 2, ...options }
  if (source.class === 'cumulative') {
    const outcome = await readOnce({ source }, { http })
    if (outcome.outcome !== 'ok') return { ...outcome, rows: [] }
    const rows = outcome.reading.rows.map(({ uid, name, allTime }) => ({ uid, name, amount: formatAmount(allTime) }))
    return { outcome: 'ok', rows, received: outcome.received }
  }
  if (!fixture.window) throw new Error('The fixture of a source that is asked for a window needs one.')
  const outcome = await readOnce({ source, window: fixture.window }, { http })
  if (outcome.outcome !== 'ok') return { ...outcome, rows: [] }
  const rows = outcome.reading.rows.map(({ uid, name, total }) => ({ uid, name, amount: formatAmount(total) }))
  return { outcome: 'ok', rows, received: outcome.received }
}
