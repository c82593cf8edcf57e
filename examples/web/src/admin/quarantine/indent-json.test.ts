import { describe, expect, test } from 'vitest'
import { indentJson } from './indent-json.ts'

describe('indentJson', () => {
  test.each([
    '{"data":[{"uid":"a","wagered":{"today":1.5}},{"uid":"b, {c}: \\"d\\"","list":[]}],"none":{},"ok":true}',
    '[]',
    '[[],[[1]]]',
    '"text: { , }"',
    ' 12 ',
  ])('lays out %s as JSON.stringify would', (text) => {
    expect(indentJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2))
  })

  test('keeps every digit as it came', () => {
    expect(indentJson('[0.10000000000000000001,1e999,100.00]')).toBe(
      '[\n  0.10000000000000000001,\n  1e999,\n  100.00\n]',
    )
  })

  test('says that HTML or half a document is no JSON', () => {
    expect(indentJson('<html></html>')).toBeNull()
    expect(indentJson('{"a":')).toBeNull()
  })
})
