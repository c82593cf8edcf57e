import { parseAmount, WAGER_MAX } from '@goated/schema'
import { describe, expect, test } from 'vitest'
import type { Reading, ReadingRow, WindowRow } from '../source/source.ts'
import { normaliseReading } from './normalise-reading.ts'

function row(uid: unknown, more: object = {}): ReadingRow {
  return { uid, name: 'ann', allTime: 5n, month: 1n, week: 1n, today: 1n, ...more } as ReadingRow
}

const normalise = (rows: ReadingRow[], head: Partial<Reading> = {}) =>
  normaliseReading({ asOf: null, totalUsers: null, ...head, rows })

describe('a row is refused, with its place,', () => {
  test.each<[reason: string, what: string, bad: ReadingRow]>([
    ['WRONG_TYPE', 'without a uid', row('')],
    ['WRONG_TYPE', 'whose uid is a number', row(7)],
    ['WRONG_TYPE', 'whose uid is null', row(null)],
    ['WRONG_TYPE', 'whose uid is half a character', row('a\ud800')],
    ['WRONG_TYPE', 'whose uid no database can hold', row('a\u0000')],
    ['WRONG_TYPE', 'whose uid is endless', row('a'.repeat(129))],
    ['WRONG_TYPE', 'whose amount is a float', row('b', { allTime: 5.5 })],
    ['WRONG_TYPE', 'whose amount is missing', row('b', { allTime: undefined })],
    ['AMOUNT_NEGATIVE', 'whose amount is negative', row('b', { allTime: -1n })],
    ['AMOUNT_OUT_OF_RANGE', 'whose amount is too large', row('b', { allTime: WAGER_MAX + 1n })],
  ])('%s: %s', (reason, _, bad) => {
    const details = { reason, path: 'data.1' }
    const refusal = expect.objectContaining({ code: 'READING_INVALID', details })
    expect(() => normalise([row('a'), bad], { rowsPath: 'data' })).toThrow(refusal)
    const [first, second] = [row('a'), bad].map(({ allTime, ...rest }) => ({ ...rest, total: allTime }))
    const totals = [first, second] as unknown as WindowRow[]
    expect(() => normaliseReading({ asOf: null, totalUsers: null, rowsPath: 'data', totals })).toThrow(refusal)
  })

  test('or the line that it comes from', () => {
    const rows = [row('a', { at: 'Line 3' }), row('b', { at: 'Line 7', allTime: -1n })]
    expect(() => normalise(rows)).toThrow(
      expect.objectContaining({
        message: 'Line 7: the amount is negative.',
        details: { reason: 'AMOUNT_NEGATIVE', path: 'Line 7', line: 7 },
      }),
    )
  })
})

describe('two rows of one uid', () => {
  test('that say the same collapse, whatever their names', () => {
    const rows = [row('a', { name: null, month: null }), row('b'), row('a', { name: 'amy', week: null }), row('a')]
    expect(normalise(rows).rows).toEqual([
      { uid: 'a', name: 'amy', allTime: 5n, month: 1n, week: 1n, today: 1n },
      { uid: 'b', name: 'ann', allTime: 5n, month: 1n, week: 1n, today: 1n },
    ])
  })

  test.each([{ allTime: 6n }, { month: 2n }, { week: 2n }, { today: 2n }])(
    'that contradict each other are refused, both places named: %o',
    (more) => {
      const rows = [row('a', { at: 'Line 3' }), row('b', { at: 'Line 5' }), row('a', { at: 'Line 9', ...more })]
      expect(() => normalise(rows)).toThrow(
        expect.objectContaining({
          message: 'Line 9: contradicts Line 3, which has the same uid.',
          details: { reason: 'DUPLICATE_UID', path: 'Line 9', line: 9 },
        }),
      )
    },
  )

  test('of a window are held to the same', () => {
    const total = (uid: string, amount: bigint) => ({ uid, name: uid, total: amount })
    const of = (...totals: ReturnType<typeof total>[]) =>
      normaliseReading({ asOf: null, totalUsers: null, rowsPath: 'affiliates', totals })
    expect(of(total('a', 1n), total('a', 1n)).rows).toEqual([total('a', 1n)])
    expect(() => of(total('a', 1n), total('a', 2n))).toThrow('affiliates.1: contradicts affiliates.0')
  })
})

describe('what no total depends on refuses nothing:', () => {
  test.each([null, undefined, 5, '', '\u0007', '\u00915', {}])('a name of %o becomes null', (name) => {
    expect(normalise([row('a', { name })])).toMatchObject({ rows: [{ uid: 'a', name: null }], alarms: [] })
  })

  test.each(['unusable', undefined, -1n, WAGER_MAX + 1n, 5, '5'])(
    'a counter of %o becomes null, with an alarm',
    (week) => {
      expect(normalise([row('a'), row('b', { week })], { rowsPath: 'data' })).toMatchObject({
        rows: [{ week: 1n }, { uid: 'b', allTime: 5n, month: 1n, week: null, today: 1n }],
        alarms: ['COUNTER_INVALID'],
        detail: 'Counters of a period that cannot be used: 1, the first at data.1, week.',
      })
    },
  )

  test('a counter that is not reported is null, without an alarm', () => {
    expect(normalise([row('a', { week: null })])).toMatchObject({ rows: [{ week: null }], alarms: [], detail: null })
  })

  test.each(['unusable', -1, 2.7, Number.NaN, 3_000_000_000, 1e300])(
    'a number of users of %o becomes unknown, with an alarm',
    (totalUsers) => {
      expect(normalise([row('a')], { totalUsers: totalUsers as number })).toMatchObject({
        totalUsers: null,
        alarms: ['TOTAL_USERS_INVALID'],
      })
    },
  )
})

test('what the sum of all could not be written as is refused', () => {
  expect(() => normalise([row('a', { allTime: WAGER_MAX }), row('b')], { rowsPath: 'data' })).toThrow(
    expect.objectContaining({ details: { reason: 'AMOUNT_OUT_OF_RANGE', path: 'data' } }),
  )
})

test('a time that is no date is refused', () => {
  for (const asOf of [new Date('soon'), new Date('0000-06-01T00:00:00Z')])
    expect(() => normalise([row('a')], { asOf })).toThrow('asOf')
})

test('what came out goes through once more unchanged', () => {
  const rows = [row('\u{1f600}', { name: ' e\u0301 ', week: 'unusable' }), row('b', { allTime: parseAmount('1') })]
  const once = normalise(rows, { totalUsers: 2 })
  expect(normalise(once.rows, { totalUsers: once.totalUsers })).toEqual({ ...once, alarms: [], detail: null })
})
