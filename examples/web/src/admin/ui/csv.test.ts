import { describe, expect, test } from 'vitest'
import { toCsv } from './csv.ts'

/** The one cell of a file with one row. */
function cell(text: string): string {
  return toCsv([], [[text]]).split('\r\n')[1] ?? ''
}

describe('toCsv', () => {
  test('writes a header and rows for any spreadsheet', () => {
    expect(
      toCsv(
        ['name', 'amount'],
        [
          ['ann', '12.50'],
          ['bob, jr', '3'],
        ],
      ),
    ).toBe('\uFEFFname,amount\r\nann,12.50\r\n"bob, jr",3\r\n')
  })

  test.each([
    ['=HYPERLINK("http://example.com")', '"\'=HYPERLINK(""http://example.com"")"'],
    ['+1', '"\'+1"'],
    ['-1+cmd', '"\'-1+cmd"'],
    ['@sum', '"\'@sum"'],
    ['\t=1', '"\'\t=1"'],
    ['  =1', '"\'  =1"'],
    ['|x', '"\'|x"'],
  ])('lets no formula through: %j', (text, written) => {
    expect(cell(text)).toBe(written)
  })

  test.each(['-12.50', '0', '1000.00'])('leaves the number %s a number', (text) => {
    expect(cell(text)).toBe(text)
  })

  test('quotes what would break the file', () => {
    expect(cell('say "hi"')).toBe('"say ""hi"""')
    expect(toCsv([], [['two\nlines']])).toContain('"two\nlines"')
  })
})
