import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitCsv } from './csv-text.ts'
import { csvSource, type CsvSourceOptions } from './csv.ts'
import { readOnce } from './read-once.ts'

const read = (from: CsvSourceOptions['from'], more: Partial<CsvSourceOptions> = {}) =>
  readOnce(csvSource({ from, ...more }))

describe('csvSource', () => {
  test('reads columns in any order, and leaves out what is not there', async () => {
    const asOf = new Date('2025-06-02T12:00:00Z')
    const text =
      '\ufeffall_time,note,uid,this_month,name\r\n50.25,x,a,,"Ann ""the"" one, yes"\r\n\r\n7,"two\nlines",b,1.5,\r\n'
    const outcome = await read(async () => text, { asOf })
    expect(outcome).toMatchObject({
      outcome: 'ok',
      reading: {
        asOf,
        totalUsers: null,
        rows: [
          { uid: 'a', name: 'Ann "the" one, yes', today: null, week: null, month: null, allTime: 5_025_000_000n },
          { uid: 'b', name: null, today: null, week: null, month: 150_000_000n, allTime: 700_000_000n },
        ],
      },
      received: { body: text, shape: ['all_time', 'name', 'note', 'this_month', 'uid'] },
    })
  })

  test('reads cents where it is told to', async () => {
    const outcome = await read('uid,name,all_time\na,a,5025', { exponent: 2 })
    expect(outcome).toMatchObject({ reading: { rows: [{ allTime: 5_025_000_000n }] } })
  })

  test.each([
    ['uid,name\na,a', 'Line 1: the header lacks all_time.'],
    ['', 'Line 1: the header lacks uid, name, all_time.'],
    ['uid,name,all_time\na,a,1\n"b\nb",b\n', 'Line 3: 2 cells where the header has 3.'],
    ['uid,name,all_time\na,a,1\nb,b,"1,234.50"', 'Line 3, column all_time: expected a decimal number.'],
    ['uid,name,all_time\na,a,-1', 'Line 2, column all_time: the amount is negative.'],
    ['uid,name,all_time\n\n,a,1', 'Line 3, column uid: expected an id of 1 to 128 characters.'],
    ['uid,name,all_time\na,b"c,1', 'Line 2, column 4: a quote inside a cell that does not start with one.'],
    ['uid,name,all_time\na,"b"c,1', 'Line 2, column 6: text behind a closing quote.'],
    ['uid,name,all_time\na,"b,1\n', 'Line 2, column 3: a quote that is never closed.'],
    ['<!doctype html>', 'The upstream answered with HTML.'],
  ])('says where %j is wrong', async (text, detail) => {
    expect(await read(text)).toMatchObject({ outcome: 'failed', detail })
  })
})

test('whatever RFC 4180 can write is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', '\u00fc') })
  const record = fc.array(cell, { minLength: 2, maxLength: 4 })
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  fc.assert(
    fc.property(fc.array(record), fc.constantFrom('\n', '\r\n'), fc.boolean(), (records, lineBreak, closed) => {
      const text = records.map((cells) => cells.map(quote).join()).join(lineBreak) + (closed ? lineBreak : '')
      expect(splitCsv(text).map(({ cells }) => cells)).toEqual(records)
    }),
  )
})
