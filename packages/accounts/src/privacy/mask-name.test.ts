import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskName } from './mask-name.ts'

const graphemes = (text: string) => Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment)
// Names of characters that are put together from several: families, flags, letters with marks, and halves of pairs.
const name = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc
    .array(fc.constantFrom('👨‍👩‍👧', '🇩🇪', 'e\u0301', 'a', '\ud83d', 'ก็', ' '), { minLength: 1 })
    .map((each) => each.join('')),
)

describe('maskName', () => {
  test.each([
    ['a', '***'],
    ['ab', 'a***'],
    ['abc', 'a***'],
    ['abcd', 'ab***'],
    ['a very long name indeed', 'a ***'],
    ['👨‍👩‍👧🇩🇪e\u0301x', '👨‍👩‍👧🇩🇪***'],
    ['\ud83dabc', '\ufffda***'],
  ])('%s becomes %s', (given, masked) => {
    expect(maskName(given)).toBe(masked)
  })

  test('shows whole characters from the start, two at most, and is valid Unicode', () => {
    fc.assert(
      fc.property(name, (given) => {
        const masked = maskName(given)
        expect(masked.endsWith('***')).toBe(true)
        expect(/\p{Cs}/u.test(masked)).toBe(false)
        const shown = masked.slice(0, -3)
        const whole = graphemes(given.replace(/\p{Cs}/gu, '\ufffd'))
        const count = [0, 1, 2].find((each) => whole.slice(0, each).join('') === shown)
        expect(count).toBeDefined()
        // Something always stays hidden.
        expect(whole.length > (count ?? 0)).toBe(true)
      }),
    )
  })

  test('does not tell the length', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), (rest) => {
        expect(maskName(`abcd${rest}`)).toBe('ab***')
      }),
    )
  })
})
