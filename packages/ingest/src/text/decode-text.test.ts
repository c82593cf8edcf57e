import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText, escapeBytes, startDecoding } from './decode-text.ts'

const utf8 = (text: string) => Buffer.from(text)
const bytes = (...values: number[]) => Uint8Array.from(values)
const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()

test.each([
  ['UTF-8', utf8('Zoë 😀'), undefined, 'Zoë 😀'],
  ['UTF-8 with its mark', utf8('\ufeffZoë'), undefined, 'Zoë'],
  ['a second mark is content', utf8('\ufeff\ufeffZoë'), undefined, '\ufeffZoë'],
  ['UTF-16LE', Buffer.from('\ufeffZoë 😀', 'utf16le'), undefined, 'Zoë 😀'],
  ['UTF-16BE', utf16be('Zoë 😀'), undefined, 'Zoë 😀'],
  ['UTF-16 without a mark, declared', Buffer.from('Zoë', 'utf16le'), 'UTF-16LE', 'Zoë'],
  ['a mark that contradicts what is declared', utf8('\ufeffZoë'), 'iso-8859-1', 'Zoë'],
  ['ISO-8859-1', bytes(0x5a, 0xeb), 'ISO-8859-1', 'Zë'],
  ['windows-1252', bytes(0x80, 0x9f, 0xeb), 'windows-1252', '€Ÿë'],
  ['ASCII', utf8('Zoe'), 'us-ascii', 'Zoe'],
  ['nothing', bytes(), 'utf8', ''],
])('decodes %s', (_, input, charset, text) => {
  expect(decodeText(input, charset)).toBe(text)
})

test.each([
  ['a byte that never is UTF-8', bytes(0x61, 0xff, 0x62), undefined, 1],
  ['Latin-1 in the middle', Buffer.from('abc,Zo\u00eb,1', 'latin1'), undefined, 6],
  ['a sequence whose second byte is wrong', bytes(0x61, 0xe2, 0x28, 0xa1), undefined, 1],
  ['a sequence whose last byte is wrong', bytes(0x61, 0xf0, 0x9f, 0x98, 0x28), undefined, 1],
  ['a character that is cut at the end', utf8('ab😀').subarray(0, 5), undefined, 2],
  ['an overlong slash', bytes(0xc0, 0xaf), undefined, 0],
  ['half of a surrogate pair in UTF-8', bytes(0x61, 0xed, 0xa0, 0x80), undefined, 1],
  ['half of a surrogate pair in UTF-16', Buffer.from('\ufeffa\ud800b', 'utf16le'), undefined, 4],
  ['half a unit of UTF-16', Buffer.from('\ufeffab', 'utf16le').subarray(0, 5), undefined, 4],
  ['UTF-16 without a mark', Buffer.from('uid', 'utf16le'), undefined, 1],
  ['a zero byte', utf8('é\0'), undefined, 2],
  ['UTF-32', bytes(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0), undefined, 0],
  ['ASCII that is none', utf8('Zoë'), 'us-ascii', 2],
  ['what windows-1252 does not have', bytes(0x61, 0x81), 'windows-1252', 1],
  ['an unknown charset', utf8('a'), 'shift_jis', 0],
])('refuses %s, and says where', (_, input, charset, offset) => {
  expect(() => decodeText(input, charset)).toThrow(
    expect.objectContaining({ code: 'READING_INVALID', details: { reason: 'BAD_ENCODING', offset } }),
  )
})

describe('in pieces', () => {
  const inPieces = (input: Uint8Array, size: number) => {
    const decoding = startDecoding()
    let text = ''
    for (let at = 0; at < input.length; at += size) text += decoding.write(input.subarray(at, at + size))
    return text + decoding.end()
  }

  test('gives what was written, however it is cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ë', '€', '😀', '\ufeff', '\n') })
    const write = fc.constantFrom(
      (content: string) => Buffer.from(`\ufeff${content}`),
      (content: string) => Buffer.from(`\ufeff${content}`, 'utf16le'),
      utf16be,
    )
    fc.assert(
      fc.property(text, write, fc.integer({ min: 1, max: 9 }), (content, encode, size) => {
        expect(inPieces(encode(content), size)).toBe(content)
      }),
    )
  })

  test('says the same offset as in one piece', () => {
    const input = Buffer.concat([utf8('aë€😀'), bytes(0xe2, 0x82), utf8('x')])
    for (let size = 1; size <= input.length; size++)
      expect(() => inPieces(input, size)).toThrow(
        expect.objectContaining({ details: { reason: 'BAD_ENCODING', offset: 10 } }),
      )
  })

  test('finds a bad byte behind many good ones', () => {
    const input = Buffer.concat([utf8('ë'.repeat(100_000)), bytes(0xff)])
    expect(() => decodeText(input)).toThrow('offset 200000')
  })
})

test('bytes that are no text can be looked at, and are not taken for a text', () => {
  expect(escapeBytes(bytes(0x7b, 0xff, 0x00, 0x0a))).toMatch(/^\[Not a text.*\]\n\{\\xff\\x00\n$/)
})
