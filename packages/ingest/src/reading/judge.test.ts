import { describe, expect, test } from 'vitest'
import { type Alarm, compareWithKnown, isEmptyAnswer, judgeReading, type PreviousReading } from './judge.ts'

const now = new Date('2025-06-02T12:00:00Z')
const dollars = (count: number) => BigInt(count) * 100_000_000n

/** A reading of so many players, each with one unit, and what the one before had. */
function judge(
  reading: { rows?: number; totalUsers?: number | null; aheadMs?: number },
  previous: Partial<PreviousReading> | null = {},
  trust?: boolean,
) {
  const rows = Array.from({ length: reading.rows ?? 100 }, () => ({ allTime: 1n }))
  const asOf = new Date(now.getTime() + (reading.aheadMs ?? 0))
  const before = previous && {
    completeUsers: 100,
    listedUsers: 100,
    before: dollars(5000),
    after: dollars(5000),
    ...previous,
  }
  return judgeReading({ rows, totalUsers: reading.totalUsers ?? null, asOf }, before, now, trust)
}

test('a reading like the one before is believed, and adds up', () => {
  expect(judge({})).toEqual({ refusal: null, alarms: [], complete: true, sumAllTime: 100n })
  expect(judge({ rows: 0 }, null)).toEqual({ refusal: null, alarms: [], complete: true, sumAllTime: 0n })
})

test.each([
  [0, null],
  [300_000, null],
  [300_001, 'SOURCE_TIME_AHEAD'],
])('a source time %d ms ahead: %s, trusted or not', (aheadMs, refusal) => {
  for (const trust of [false, true]) expect(judge({ aheadMs }, {}, trust).refusal).toBe(refusal)
  expect(judge({ aheadMs }, null).refusal).toBe(refusal)
})

describe('sums, compared for the same players:', () => {
  test.each<[what: string, before: bigint, after: bigint, refusal: string | null]>([
    ['fifty times as much', dollars(100), dollars(5000), null],
    ['a unit more than that', dollars(100), dollars(5000) + 1n, 'SUM_JUMPED'],
    ['a jump to no more than a thousand', dollars(1), dollars(1000), null],
    ['a jump to a unit more', dollars(1), dollars(1000) + 1n, 'SUM_JUMPED'],
    ['a rise from nothing', 0n, dollars(9_000_000), null],
    ['a rise from next to nothing', 1n, dollars(9_000_000), 'SUM_JUMPED'],
    ['a fiftieth', dollars(5000), dollars(100), null],
    ['a unit less than that', dollars(5000), dollars(100) - 1n, 'SUM_COLLAPSED'],
    ['a fall to nothing', 1n, 0n, 'SUM_COLLAPSED'],
    ['nothing as before', 0n, 0n, null],
  ])('%s', (_, before, after, refusal) => {
    expect(judge({}, { before, after }).refusal).toBe(refusal)
    expect(judge({}, { before, after }, true).refusal).toBeNull()
  })

  test.each<[before: bigint, after: bigint, alarms: Alarm[]]>([
    [100n, 100n, []],
    [100n, 99n, ['SUM_FELL']],
    [100n, 101n, []],
  ])('from %d to %d alarms %j', (before, after, alarms) => {
    expect(judge({}, { before, after }).alarms).toEqual(alarms)
  })
})

describe('the number of players:', () => {
  test.each<[what: string, reading: { rows: number; totalUsers?: number }, previous: object, refusal: string | null]>([
    ['half of them', { rows: 50 }, {}, null],
    ['fewer than half', { rows: 49 }, {}, 'COUNT_COLLAPSED'],
    [
      'fewer than half of a complete one, though the last was short too',
      { rows: 49 },
      { listedUsers: 49 },
      'COUNT_COLLAPSED',
    ],
    ['fewer than half of a part', { rows: 49 }, { completeUsers: 98 }, null],
    ['a part that says so', { rows: 10, totalUsers: 11 }, {}, null],
    ['few that say they are all', { rows: 10, totalUsers: 10 }, {}, 'COUNT_COLLAPSED'],
    ['few of fewer', { rows: 10, totalUsers: 9 }, {}, 'COUNT_COLLAPSED'],
  ])('%s', (_, reading, previous, refusal) => {
    expect(judge(reading, previous).refusal).toBe(refusal)
    expect(judge(reading, previous, true).refusal).toBeNull()
  })

  test.each<
    [
      what: string,
      reading: { rows: number; totalUsers?: number },
      previous: object | null,
      complete: boolean,
      alarms: Alarm[],
    ]
  >([
    ['nineteen of twenty are all there are', { rows: 95 }, {}, true, []],
    ['fewer are a part', { rows: 94 }, {}, false, ['COUNT_FELL']],
    ['fewer than the last, not than the last complete one', { rows: 94 }, { completeUsers: 90 }, false, ['COUNT_FELL']],
    ['few are all where nothing was before', { rows: 3 }, null, true, []],
    ['a count that fits is believed, however few', { rows: 94, totalUsers: 94 }, {}, true, ['COUNT_FELL']],
    ['a count of one more makes it a part', { rows: 100, totalUsers: 101 }, {}, false, ['TOTAL_USERS_MISMATCH']],
    ['a count of one less does not', { rows: 100, totalUsers: 99 }, {}, true, ['TOTAL_USERS_MISMATCH']],
    [
      'a count that does not fit is noticed without a reading before',
      { rows: 3, totalUsers: 4 },
      null,
      false,
      ['TOTAL_USERS_MISMATCH'],
    ],
  ])('%s', (_, reading, previous, complete, alarms) => {
    expect(judge(reading, previous)).toMatchObject({ complete, alarms })
  })

  test('a trusted reading is complete unless it says that it is not', () => {
    expect(judge({ rows: 10 }, {}, true)).toMatchObject({ refusal: null, complete: true, alarms: ['COUNT_FELL'] })
    expect(judge({ rows: 10, totalUsers: 11 }, {}, true)).toMatchObject({ complete: false })
  })

  test('all that is wrong is told at once', () => {
    expect(judge({ rows: 60, totalUsers: 70 }, { before: 2n, after: 1n }).alarms).toEqual([
      'TOTAL_USERS_MISMATCH',
      'COUNT_FELL',
      'SUM_FELL',
    ])
  })
})

test('players are compared with themselves, whoever else comes or goes', () => {
  const known = new Map([
    ['ann', { allTime: 10n }],
    ['bob', { allTime: 20n }],
  ])
  const rows = [
    { uid: 'ann', allTime: 11n },
    { uid: 'new', allTime: 1000n },
  ]
  expect(compareWithKnown(rows, known, { complete: 7, listed: 6 })).toEqual({
    completeUsers: 7,
    listedUsers: 6,
    before: 10n,
    after: 11n,
  })
})

test.each<['always' | 'counted' | 'never', number | null, boolean]>([
  ['never', 0, false],
  ['never', null, false],
  ['always', 0, true],
  ['always', null, true],
  ['always', 1, false],
  ['counted', 0, true],
  ['counted', null, false],
  ['counted', 1, false],
])('a list of nobody where that is meant %s, with a count of %s: %s', (emptyAnswer, totalUsers, expected) => {
  expect(isEmptyAnswer(emptyAnswer, totalUsers)).toBe(expected)
})
