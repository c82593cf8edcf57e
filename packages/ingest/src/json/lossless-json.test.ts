import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NUMBER_MARK, parseLosslessJson } from './lossless-json.ts'

/** What JSON.parse gives, with numbers as marked text. */
function marked(value: unknown): unknown {
  if (typeof value === 'number') return `${NUMBER_MARK}${JSON.stringify(value)}`
  if (Array.isArray(value)) return value.map(marked)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, marked(each)]))
  return value
}

describe('parseLosslessJson', () => {
  test('agrees with JSON.parse in everything but numbers', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        const value: unknown = JSON.parse(text)
        fc.pre(!text.includes(NUMBER_MARK) && !text.includes('__proto__'))
        expect(parseLosslessJson(JSON.stringify(value, null, indent))).toEqual(marked(value))
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['[0.1000000000000000055511151231257827]', '0.1000000000000000055511151231257827'],
    ['[1e999]', '1e999'],
    ['[-12345678901234567890.5]', '-12345678901234567890.5'],
  ])('keeps the digits of %s', (text, digits) => {
    expect(parseLosslessJson(text)).toEqual([NUMBER_MARK + digits])
  })

  test('is not fooled by numbers and quotes inside strings', () => {
    const value = { 'a":1,"b': 'x\\", 5, "y', c: '\\\\', '7': '8' }
    expect(parseLosslessJson(JSON.stringify(value))).toEqual(value)
  })

  test('takes the mark out of strings, however it is written', () => {
    expect(parseLosslessJson('["\u00915","\\u00916"]')).toEqual(['5', '6'])
  })

  test.each([
    ['<html>', 'HTML'],
    ['', 'an empty body'],
    ['{"a":1', 'no valid JSON'],
    ['[1x]', 'no valid JSON'],
    ['[NaN]', 'no valid JSON'],
  ])('refuses %j', (text, found) => {
    expect(() => parseLosslessJson(text)).toThrow(
      expect.objectContaining({ code: 'READING_INVALID', message: `The upstream answered with ${found}.` }),
    )
  })
})
