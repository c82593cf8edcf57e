import type { Counters } from '@goated/schema'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CALENDAR } from '../race/calendar.ts'
import { decodeFold, encodeFold } from './fold-json.ts'
import { emptyFold, exactAt, type FoldState, foldContext, periodsStartingAt, signedTotal, stepFold } from './fold.ts'
import { raceTotal } from './race-total.ts'
import type { Decision, Sample } from './sample.ts'
import { type Paper, totalByHand } from './testing/total-by-hand.ts'

const hour = 3_600_000
// Saturday noon: a week of seven days around it has the first of a month, and a Sunday and a Monday.
const origin = Date.parse('2025-05-31T12:00:00Z')
const steps = 32
const time = fc.nat(steps).map((step) => origin + (step - 8) * 6 * hour)

// Few and small numbers, so that counters contradict each other, fall, stand still and are level all the time.
const amount = fc.oneof({ weight: 6, arbitrary: fc.bigInt(0n, 9n) }, fc.bigInt(0n, 40n))
const counter = fc.option(amount, { freq: 5 })
const counters: fc.Arbitrary<Counters> = fc.record({ allTime: amount, month: counter, week: counter, today: counter })

/** Counters that add up, as those of a provider do that is well. */
const sound: fc.Arbitrary<Counters> = fc
  .tuple(fc.bigInt(0n, 10n), fc.bigInt(0n, 10n), fc.bigInt(0n, 10n), fc.bigInt(0n, 10n))
  .map(([today, more, evenMore, past]) => ({
    today,
    week: today + more,
    month: today + more + evenMore,
    allTime: today + more + evenMore + past,
  }))

const sample: fc.Arbitrary<Sample> = fc.record({
  at: time,
  complete: fc.boolean(),
  counters: fc.option(fc.oneof(counters, sound), { freq: 6 }),
})
const decision: fc.Arbitrary<Decision> = fc.record({
  kind: fc.constantFrom('rebase', 'accept', 'confirm'),
  from: fc.oneof(fc.constant(0), time),
})

const paper: fc.Arbitrary<Paper> = fc
  .record({
    samples: fc.array(sample, { maxLength: 14 }),
    bounds: fc.tuple(time, time).filter(([a, b]) => a !== b),
    joinedAt: fc.option(time, { freq: 2 }),
    weekStartsOn: fc.constantFrom(1, 7, 6),
    decisions: fc.oneof(fc.constant([]), fc.array(decision, { maxLength: 3 })),
    settledBy: fc.option(time, { freq: 1 }),
  })
  .map(({ bounds, joinedAt, ...rest }) => {
    const [start = 0, end = 0] = bounds.toSorted((a, b) => a - b)
    return { ...rest, window: { start, end, ...(joinedAt !== null && joinedAt < end ? { joinedAt } : {}) } }
  })

describe('the fold', () => {
  test('says what one works out with all readings on paper', () => {
    fc.assert(
      fc.property(paper, (given) => {
        const { samples, window, weekStartsOn, decisions, settledBy } = given
        const calendar = { timeZone: 'UTC', weekStartsOn }
        const { total, low, high, baseline, method, flags, healed, stale, reachedAt } = raceTotal(
          samples,
          window,
          calendar,
          {
            decisions,
            settledBy,
          },
        )
        expect({ total, low, high, baseline, method, flags, healed, stale, reachedAt }).toEqual(totalByHand(given))
      }),
      { numRuns: 500 },
    )
  })

  test('goes on from what JSON kept of it as if it had never stopped', () => {
    fc.assert(
      fc.property(paper, fc.nat(14), ({ samples, window, decisions, settledBy }, pause) => {
        const context = foldContext(window, DEFAULT_CALENDAR, { decisions, settledBy })
        const ordered = samples.toSorted((a, b) => a.at - b.at)
        const whole = emptyFold(context)
        for (const each of ordered) stepFold(whole, each, context)
        let paused = emptyFold(context)
        for (const each of ordered.slice(0, pause)) stepFold(paused, each, context)
        const json = JSON.stringify(encodeFold(paused))
        paused = decodeFold(JSON.parse(json) as Record<string, unknown>)
        for (const each of ordered.slice(pause)) stepFold(paused, each, context)
        expect(paused).toEqual(whole)
      }),
    )
  })
})

const shown = (allTime: bigint, more: Partial<Counters> = {}): Counters => ({
  allTime,
  month: null,
  week: null,
  today: null,
  ...more,
})
const window = { start: origin, end: origin + 24 * hour }

function folded(samples: readonly [hours: number, allTime: bigint | null][], options = {}): FoldState {
  const context = foldContext(window, DEFAULT_CALENDAR, options)
  const state = emptyFold(context)
  for (const [hours, allTime] of samples) {
    const at = origin + hours * hour
    stepFold(state, { at, complete: true, counters: allTime === null ? null : shown(allTime) }, context)
  }
  return state
}

describe('a reading at the very end', () => {
  test('is what A was there, whatever comes after it', () => {
    const state = folded([
      [-1, 100n],
      [23, 150n],
      [24, 160n],
      [25, 190n],
    ])
    expect(signedTotal(state)).toBe(60n)
    expect(state).toMatchObject({ endValue: 160n, endHigh: 160n, endExact: true, reachedAt: window.end })
    expect(
      folded([
        [-1, 100n],
        [23, 150n],
        [25, 190n],
      ]),
    ).toMatchObject({
      total: 50n,
      endValue: 150n,
      endHigh: 190n,
      endExact: false,
    })
  })
})

describe('totals of a window (rule 11)', () => {
  const windowed = { windowed: true }

  test('are the totals, from the first to the last', () => {
    expect(folded([[1, 40n]], windowed)).toMatchObject({
      total: 40n,
      method: 'exact',
      baseline: 0n,
      reachedAt: origin + hour,
    })
    expect(
      folded(
        [
          [1, 40n],
          [2, 30n],
          [30, 55n],
        ],
        windowed,
      ),
    ).toMatchObject({ total: 55n, reachedAt: window.end, endValue: null })
  })

  test('are held back, carried forward and settled like any other', () => {
    expect(
      folded(
        [
          [1, 40n],
          [2, 19n],
        ],
        windowed,
      ),
    ).toMatchObject({ total: 40n, held: 1 })
    expect(
      folded(
        [
          [1, 40n],
          [2, 20n],
        ],
        windowed,
      ),
    ).toMatchObject({ total: 20n, held: 0 })
    expect(
      folded(
        [
          [1, 40n],
          [2, null],
        ],
        windowed,
      ),
    ).toMatchObject({ total: 40n, missing: true })
    const settledBy = origin + 25 * hour
    expect(
      folded(
        [
          [1, 40n],
          [25, 50n],
          [26, 60n],
        ],
        { ...windowed, settledBy },
      ),
    ).toMatchObject({ total: 50n })
  })

  test('are not asked for unless told', () => {
    expect(foldContext(window, DEFAULT_CALENDAR)).toMatchObject({ windowed: false, settledBy: null, decisions: [] })
  })
})

describe('decisions are about one incident each, in their order:', () => {
  const decided = (...decisions: [kind: 'rebase' | 'accept' | 'confirm', hours: number | null][]) => ({
    decisions: decisions.map(([kind, hours]) => ({ kind, from: hours === null ? 0 : origin + hours * hour })),
  })
  // Restarts at 3 and again at 6.
  const twice: [number, bigint][] = [
    [-1, 100n],
    [2, 130n],
    [3, 5n],
    [4, 6n],
    [5, 900n],
    [6, 7n],
    [7, 8n],
    [8, 9n],
  ]

  test.each<[what: string, options: object, total: bigint, held: number]>([
    ['none leaves the second held', {}, 800n, 3],
    ['one for the first is over once that healed', decided(['rebase', 4.5]), 800n, 3],
    ['one for the first and one for the second', decided(['accept', 4], ['accept', 7]), 0n, 0],
    ['the first over, the second taken', decided(['accept', 4.5], ['rebase', 7]), 809n, 0],
    ['one that holds as soon as it can waits for three', decided(['rebase', null]), 809n, 0],
    ['two at once are taken one by one', decided(['rebase', 3], ['rebase', 6]), 939n, 0],
    ['a confirmation decides nothing', decided(['confirm', null], ['confirm', 6]), 800n, 3],
  ])('%s', (_, options, total, held) => {
    expect(folded(twice, options)).toMatchObject({ total, held })
  })
})

test('a counter that is not reported any more says nothing of a correction', () => {
  const samples: Sample[] = [
    { at: origin - hour, complete: true, counters: shown(100n, { month: 0n }) },
    { at: origin + hour, complete: true, counters: shown(90n) },
  ]
  expect(raceTotal(samples, window, DEFAULT_CALENDAR)).toMatchObject({ total: 0n, flags: ['negative'], baseline: 100n })
})

describe('exactAt', () => {
  const week = [{ kind: 'week' as const, end: 1000 }]
  test.each<[what: string, at: number, counters: Partial<Counters>, previous: bigint, value: bigint | null]>([
    ['inside the period', 999, { week: 30n }, 50n, 70n],
    ['at its end', 1000, { week: 30n }, 50n, null],
    ['without the counter', 999, { month: 30n }, 50n, null],
    ['exactly what was there before', 999, { week: 50n }, 50n, 50n],
    ['one less than was there before', 999, { week: 51n }, 50n, null],
    ['with a counter of zero', 999, { week: 0n }, 50n, 100n],
    ['with a counter below zero', 999, { week: -1n }, 50n, null],
  ])('%s', (_, at, counters, previous, value) => {
    expect(exactAt({ ...shown(100n, counters), at }, week, previous)).toBe(value)
  })
})

test('periods that begin at a moment come longest first', () => {
  const monday = Date.parse('2025-09-01T00:00:00Z')
  expect(periodsStartingAt(monday, DEFAULT_CALENDAR)).toEqual([
    { kind: 'month', end: Date.parse('2025-10-01T00:00:00Z') },
    { kind: 'week', end: Date.parse('2025-09-08T00:00:00Z') },
    { kind: 'today', end: Date.parse('2025-09-02T00:00:00Z') },
  ])
  expect(periodsStartingAt(monday + 1, DEFAULT_CALENDAR)).toEqual([])
})
