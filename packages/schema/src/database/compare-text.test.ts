import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareText } from './compare-text.ts'

// Text of all planes, weighted to where the order of UTF-16 units and that of code points part.
const character = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom(
    'a',
    'A',
    'é',
    'e\u0301',
    '\ud7ff',
    '\ue000',
    '\uff21',
    '\uffff',
    '\u{10000}',
    '\u{1f410}',
    '\u{10ffff}',
  ),
)
const text = fc.array(character, { maxLength: 6 }).map((parts) => parts.join(''))

test('texts are in the order of their UTF-8 bytes, whatever the plane', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }),
    { numRuns: 2000 },
  )
  expect(['🐐goat', 'Ａnn', 'ann', ''].sort(compareText)).toEqual(['', 'ann', 'Ａnn', '🐐goat'])
})
