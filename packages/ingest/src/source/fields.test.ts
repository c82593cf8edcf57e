import { WAGER_MAX } from '@goated/schema'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { NUMBER_MARK } from '../json/lossless-json.ts'
import {
  decimalText,
  idText,
  isCount,
  isUid,
  numberText,
  parseReadingBody,
  placeholderName,
  plainText,
  readAmount,
  readCount,
  readCounter,
  readName,
  readTime,
  uidText,
} from './fields.ts'

const number = (text: string) => NUMBER_MARK + text
const accepted = (schema: z.ZodType, values: readonly unknown[]) =>
  values.filter((value) => schema.safeParse(value).success)

describe('texts of a body', () => {
  const numbers = ['0', '-0', '7', '-7', '10', '0.5', '-1.25', '1e3', '1E+3', '1.5e-3', '12e10'].map(number)
  const notNumbers = [
    ...['', '-', '01', '1.', '.5', '1e', '1e+', '+1', '1.5.0', ' 1', '1 ', 'x1', '1x', 'NaN'].map(number),
    '7',
    7,
    null,
    undefined,
    {},
    [number('7')],
  ]

  test('that are JSON numbers', () => {
    expect(accepted(numberText, [...numbers, ...notNumbers])).toEqual(numbers)
  })

  test('that are decimals in a string', () => {
    const decimals = ['0', '-7', '007', '10', '0.50', '-1.25', '1e3', '1E+3', '1.5e-3', '12e10']
    const others = ['', '-', '1.', '.5', '1e', '+1', ' 1', '1 ', 'x1', '1x', '1,5', number('7'), 7, null]
    expect(accepted(decimalText, [...decimals, ...others])).toEqual(decimals)
  })

  test('that are no number in disguise', () => {
    expect(accepted(plainText, ['', 'ann', '7', number('7'), 7, null])).toEqual(['', 'ann', '7'])
  })

  test('that are ids', () => {
    const longest = 'a'.repeat(128)
    const ids = ['a', '7', longest, 'Ánn', '🐐', 'a b', '\u00a0']
    const others = [
      '',
      `${longest}a`,
      'a\u0000',
      'a\u001fb',
      'a\u007f',
      '\u0080a',
      '\u009f',
      number('7'),
      'a\ud800',
      '\udc00a',
      7,
      null,
      {},
    ]
    expect(accepted(uidText, [...ids, ...others])).toEqual(ids)
    expect([...ids, ...others].filter(isUid)).toEqual(ids)
    expect(['\u0020', '~', '\u00a0'].filter(isUid)).toHaveLength(3)
  })

  test('that are ids though they were written as whole numbers', () => {
    expect(idText.parse(number('123'))).toBe('123')
    expect(idText.parse('ann')).toBe('ann')
    expect(idText.parse(number('1'.repeat(32)))).toBe('1'.repeat(32))
    expect(
      accepted(idText, [number('1'.repeat(33)), number('1.5'), number('-1'), number('1e3'), number(''), 7, '']),
    ).toEqual([])
  })
})

test.each<[schema: z.ZodType, message: string]>([
  [numberText, 'expected a number'],
  [decimalText, 'expected a decimal number in a string'],
  [plainText, 'expected a string'],
  [uidText, 'expected an id of 1 to 128 characters'],
  [idText, 'expected an id of 1 to 128 characters'],
])('what is none is told what it should be (%#)', (schema, message) => {
  expect(schema.safeParse(null).error?.issues.map((issue) => issue.message)).toEqual([message])
})

const invalid = (reason: string, path: string, message: string) =>
  expect.objectContaining({ code: 'READING_INVALID', message, details: { reason, path } })

describe('an amount', () => {
  test.each<[text: string, exponent: number, amount: bigint]>([
    ['12.5', 0, 1_250_000_000n],
    [number('12.5'), 0, 1_250_000_000n],
    ['0', 0, 0n],
    ['1.123456789', 0, 112_345_678n],
    ['1250', 2, 1_250_000_000n],
    ['1', 8, 1n],
    // Finer than what is stored.
    ['19', 9, 1n],
    ['19.9', 9, 1n],
    ['100', 10, 1n],
    ['99', 10, 0n],
  ])('%s of a unit of 1e-%d', (text, exponent, amount) => {
    expect(readAmount(text, 'x', exponent)).toBe(amount)
    expect(readCounter(text.startsWith(NUMBER_MARK) ? text : number(text), exponent)).toBe(amount)
  })

  test('that is the most there can be, in any unit', () => {
    expect(readAmount('999999999999.99999999', 'x')).toBe(WAGER_MAX)
    expect(readAmount('99999999999999999999', 'x', 8)).toBe(WAGER_MAX)
    expect(readAmount('999999999999999999999', 'x', 9)).toBe(WAGER_MAX)
    for (const [text, exponent] of [
      ['1000000000000', 0],
      ['100000000000000000000', 8],
      ['1000000000000000000000', 9],
    ] as const)
      expect(() => readAmount(text, 'x', exponent)).toThrow(
        invalid('AMOUNT_OUT_OF_RANGE', 'x', 'x: the amount is out of range.'),
      )
  })

  test('that is negative or none is refused with its place', () => {
    const negative = invalid('AMOUNT_NEGATIVE', 'data.3', 'data.3: the amount is negative.')
    expect(() => readAmount('-0.00000001', 'data.3')).toThrow(negative)
    expect(() => readAmount('-1', () => 'data.3')).toThrow(negative)
    expect(readAmount('-0', 'x')).toBe(0n)
    const error = (() => {
      try {
        return readAmount('x', 'y')
      } catch (caught) {
        return caught as Error
      }
    })()
    expect(error).toEqual(invalid('AMOUNT_OUT_OF_RANGE', 'y', 'y: the amount is out of range.'))
    expect((error as Error).cause).toMatchObject({ code: 'AMOUNT_INVALID' })
  })
})

test('a counter refuses nothing: what is no amount is unusable', () => {
  expect(readCounter(number('5'))).toBe(500_000_000n)
  expect(readCounter('5', 0, 'string')).toBe(500_000_000n)
  for (const value of ['5', number('-5'), number('1e99'), number('x'), 5, null, undefined, {}])
    expect(readCounter(value)).toBe('unusable')
  for (const value of [number('5'), '-5', '', 'x', 5, null]) expect(readCounter(value, 0, 'string')).toBe('unusable')
})

test.each<[value: unknown, count: number | 'unusable' | null]>([
  [null, null],
  [undefined, null],
  [number('0'), 0],
  ['7', 7],
  [number('7'), 7],
  [number('1e3'), 1000],
  [number('2147483647'), 2_147_483_647],
  [number('2147483648'), 'unusable'],
  [number('2.7'), 'unusable'],
  [number('-1'), 'unusable'],
  ['many', 'unusable'],
  ['', 'unusable'],
  [7, 'unusable'],
  [{}, 'unusable'],
])('a number of users %j is %s', (value, count) => {
  expect(readCount(value)).toBe(count)
})

test('a count is a whole number that an integer column holds', () => {
  const values = [0, 1, 2_147_483_647, -1, 2_147_483_648, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', 1n, null]
  expect(values.filter(isCount)).toEqual([0, 1, 2_147_483_647])
})

test('a time has its offset', () => {
  expect(readTime('2025-06-02T12:00:00Z', 'x')).toEqual(new Date('2025-06-02T12:00:00Z'))
  expect(readTime('2025-06-02T12:00:00.123456+02:00', 'x')).toEqual(new Date('2025-06-02T10:00:00.123Z'))
  for (const value of ['2025-06-02T12:00:00', '2025-06-02', 'soon', 7, null])
    expect(() => readTime(value, 'at')).toThrow(invalid('WRONG_TYPE', 'at', 'at: expected an ISO 8601 time.'))
})

test.each<[value: unknown, name: string | null]>([
  ['ann', 'ann'],
  ['a'.repeat(64), 'a'.repeat(64)],
  ['a'.repeat(65), 'a'.repeat(64)],
  [`${'a'.repeat(63)} bc`, 'a'.repeat(63)],
  ['🐐'.repeat(65), '🐐'.repeat(64)],
  ['  ann \t\n  b  ', 'ann b'],
  ['e\u0301', 'é'],
  ['a\u202eb\u0000c\u200b', 'abc'],
  ['a\u2028b', 'ab'],
  ['a\ue000b\ud800', 'ab'],
  [' !', '!'],
  ['', null],
  [' \u200b ', null],
  [number('7'), null],
  [7, null],
  [null, null],
])('a name %j is shown as %j', (value, name) => {
  expect(readName(value)).toBe(name)
})

test('who never had a name is called by the start of the uid', () => {
  expect(placeholderName('abcdefghij')).toBe('player-abcdefgh')
  expect(placeholderName('🐐'.repeat(9))).toBe(`player-${'🐐'.repeat(8)}`)
  expect(placeholderName('\u200b')).toBe('player')
})

describe('a body', () => {
  const schema = z.object({ data: z.array(z.object({ uid: uidText })) })

  test('is taken with keys that nobody knows', () => {
    expect(parseReadingBody(schema, { data: [{ uid: 'a', more: 1 }], more: 2 })).toEqual({ data: [{ uid: 'a' }] })
  })

  test('is refused with the place of what is wrong, and how much is', () => {
    const refused = (body: unknown, path: string, issues: number, at?: string) =>
      expect(() => parseReadingBody(schema, body, at)).toThrow(
        expect.objectContaining({
          code: 'READING_INVALID',
          message: expect.stringMatching(new RegExp(`^${path.replace(/\./g, '\\.')}: `)),
          details: { reason: 'WRONG_TYPE', path, issues },
        }),
      )
    refused({ data: [{ uid: 'a' }, { uid: '' }, {}] }, 'data.1.uid', 2)
    refused({ data: [{ uid: 7 }] }, 'answer.data.0.uid', 1, 'answer')
    refused(7, 'the body', 1)
    refused(7, 'answer', 1, 'answer')
  })
})
