import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsvRecords } from '../csv/csv-text.ts'
import { readOnce } from '../reading/read-once.ts'
import { csvSource, type CsvSourceOptions } from './csv.ts'

const read = (from: CsvSourceOptions['from'], more: Partial<CsvSourceOptions> = {}) =>
  readOnce({ source: csvSource({ from, ...more }) })

const ann = { outcome: 'ok', reading: { rows: [{ uid: 'a', name: 'Ann', month: null, allTime: 150_000_000n }] } }

describe('csvSource', () => {
  test('reads columns in any order, and leaves out what is not there', async () => {
    const asOf = new Date('2025-06-02T12:00:00Z')
    const text = '\ufeffall_time,uid,this_month,name\r\n50.25,a,,"Ann ""the"" one, yes"\r\n\r\n , ,,\r\n7,b,1.5,\r\n'
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
      received: { body: text, shape: ['all_time', 'name', 'this_month', 'uid'] },
    })
  })

  test('reads cents where it is told to', async () => {
    const outcome = await read('uid,name,all_time\na,a,5025', { exponent: 2 })
    expect(outcome).toMatchObject({ reading: { rows: [{ allTime: 5_025_000_000n }] } })
  })

  test.each([
    ['semicolons', 'uid;name;all_time\na;Ann;1.5\n'],
    ['tabs', 'uid\tname\tall_time\na\tAnn\t1.5\n'],
    ['semicolons, named by Excel', 'sep=;\r\nuid;name;all_time\r\na;Ann;1.5\r\n'],
    ['commas in a header of semicolons', '"User ID";"Name";"Total Wagered"\na;"Ann";1.5\n'],
    ['lone carriage returns', 'uid,name,all_time\ra,Ann,1.5\r'],
    ['no line break at the end', 'uid,name,all_time\na,Ann,1.5'],
    ['lines of nothing but delimiters', 'uid,name,all_time\n,,\na,Ann,1.5\n,,\n'],
    ['a delimiter too many in every line', 'uid,name,all_time,\na,Ann,1.5,\n'],
    ['other names', 'Player-ID , Nickname, LIFETIME WAGERED\na,Ann,1.5\n'],
    ['spaces around amounts', 'uid,name,all_time\na,Ann, 1.5 \n'],
  ])('reads what spreadsheets write: %s', async (_, text) => {
    expect(await read(text)).toMatchObject(ann)
  })

  test.each([
    ['UTF-8 with a mark', Buffer.from('\ufeffuid,name,all_time\na,Ann,1.5\n')],
    ['UTF-16LE', Buffer.from('\ufeffuid\tname\tall_time\r\na\tAnn\t1.5\r\n', 'utf16le')],
    ['UTF-16BE', Buffer.from('\ufeffuid,name,all_time\na,Ann,1.5\n', 'utf16le').swap16()],
  ])('reads bytes: %s', async (_, bytes) => {
    expect(await read(() => bytes)).toMatchObject(ann)
  })

  test.each([
    ['BAD_ENCODING', 'at offset 19', Buffer.from('uid,name,all_time\na\u00eb,Ann,1.5\n', 'latin1')],
    ['NOT_CSV', 'spreadsheet', Buffer.from('504b030414000600', 'hex')],
  ])('refuses bytes that are no text: %s', async (reason, detail, bytes) => {
    const outcome = await read(() => bytes)
    expect(outcome).toMatchObject({ outcome: 'failed', reason, detail: expect.stringContaining(detail) })
    expect(outcome.received.body).toMatch(/^\[Not a text/)
  })

  test('takes its time from the column as_of, if all lines agree, whatever their offset', async () => {
    const lines = (...times: string[]) =>
      `uid,name,all_time,as_of\n${times.map((time, index) => `${index},n,1,${time}\n`).join('')}`
    const asOf = new Date('2026-03-06T12:00:00Z')
    expect(await read(lines('2026-03-06T12:00:00Z', '2026-03-06 13:00:00.000000+01:00'))).toMatchObject({
      outcome: 'ok',
      reading: { asOf },
    })
    expect(await read(lines('2026-03-06T12:00:00Z', '2026-03-06T12:00:00.001Z'))).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('Line 3: another as_of than in line 2.'),
    })
  })

  test.each([
    ['uid,name\na,a', 'Line 1, the header: it lacks all_time.'],
    ['', 'Line 1, the header: there is none'],
    ['\n\nuid,name,total,wagered\na,a,1,1', 'Line 3, the header: "total" and "wagered" both stand for all_time.'],
    ['uid,uid,name,all_time\na,a,a,1', 'Line 1, the header: "uid" and "uid" both stand for uid.'],
    ['uid,name,all_time,note\na,a,1,x', 'Line 1, the header: "note" is not known; rename the column, or take it out.'],
    ['uid,name,al_time\na,a,1', 'Line 1, the header: it lacks all_time; "al_time" is not known.'],
    ['a,Ann,12.5\nb,Bob,7', 'Line 1, the header: the first line names no known column; it is "a", "Ann", "12.5".'],
    [
      'uid|name|all_time\na|a|1',
      'Line 1, the header: the first line names no known column; it is "uid|name|all_time".',
    ],
    ['uid;name;all_time\na;Ann;1,5', 'Line 2, column all_time: a comma may stand for decimals or for thousands'],
    ['uid,name,all_time\nb,Bob,7\na,Ann,"1,234.50"', 'Line 3, column all_time: a comma'],
    ['uid,name,Total\na,a,$5', 'Line 2, column Total: expected a decimal number such as 1234.5.'],
    ['uid,name,all_time\na,a,1\n"b\nb",b\n', 'Line 3: 2 cells where the header has 3.'],
    ['uid,name,all_time\na,a,-1', 'Line 2, column all_time: the amount is negative.'],
    ['uid,name,all_time\na,a,', 'Line 2, column all_time: expected a decimal number'],
    ['uid,name,all_time\n\n,a,1', 'Line 3, column uid: expected an id of 1 to 128 characters.'],
    ['uid,name,all_time,\na,a,1,x', 'Line 2, cell 4: a value in a column that the header does not name.'],
    ['uid,name,all_time\n1.23457E+11,a,1', 'Line 2, column uid: scientific notation'],
    ['uid;name;all_time\n1,23457e+11;a;1', 'Line 2, column uid: scientific notation'],
    ['uid,name,all_time\n1E5,a,1', 'Line 2, column uid: scientific notation'],
    ['uid,name,all_time\n12345.0,a,1', 'Line 2, column uid: an id with decimals'],
    ['uid,name,all_time\n#REF!,a,1', 'Line 2, column uid: an error of the spreadsheet'],
    ['uid,name,all_time\nb,b,1\n a,a,1', 'Line 3, column uid: there is a space before or behind the id.'],
    ['uid,name,all_time\na\u00a0,a,1', 'Line 2, column uid: there is a space before or behind the id.'],
    ['uid,name,all_time\na\u200b,a,1', 'Line 2, column uid: there is a space before or behind the id.'],
    ['uid,name,all_time\na,b"c,1', 'Line 2, cell 2: a quote inside a cell that does not start with one.'],
    ['uid,name,all_time\r\na,"b"c,1', 'Line 2, cell 2: text behind a closing quote.'],
    ['uid,name,all_time\nb,"b\nb",1\n\na,"b,1\nc,c,1\n', 'Line 5, cell 2: a quote that is never closed.'],
    ['<!doctype html>', 'The upstream answered with HTML.'],
  ])('says where %j is wrong', async (text, detail) => {
    expect(await read(text)).toMatchObject({ outcome: 'failed', detail: expect.stringContaining(detail) })
  })

  test('refuses half of a surrogate pair, which would become another character', async () => {
    const outcome = await read('uid,name,all_time\na\ud800,Ann,1\n')
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'BAD_ENCODING' })
  })

  test('tells of its columns although a line is refused, and of none where the first line is no header', async () => {
    const received = { shape: ['all_time', 'name', 'uid'] }
    const refused = 'uid,name,all_time\na,Ann,1.5\nb,Bob,-1\n'
    const fetch = async () => new Response(refused)
    const source = csvSource({ from: { url: 'https://files.example/board.csv' } })
    for (const outcome of [await read(refused), await readOnce({ source }, { http: { fetch } })])
      expect(outcome).toMatchObject({ outcome: 'failed', reason: 'AMOUNT_NEGATIVE', received })
    expect(await read('a,Ann,1.5\n')).toMatchObject({ reason: 'WRONG_TYPE', received: { shape: [] } })
  })

  test('leaves out columns that it is told of', async () => {
    const text = 'Rank,uid,name,all_time,Last seen\n1,a,Ann,1.5,today\n'
    expect(await read(text, { ignoreColumns: ['rank', 'last_seen'] })).toMatchObject(ann)
  })

  test('takes Last-Modified for its time if it is told to, and not within the second', async () => {
    const answer = async (lastModified: string, date: string) => {
      const from = { url: 'https://files.example/board.csv', lastModifiedIsAsOf: true }
      const headers = { 'last-modified': lastModified, date }
      const fetch = async () => new Response('uid,name,all_time\na,a,1', { headers })
      return readOnce({ source: csvSource({ from }) }, { http: { fetch } })
    }
    const at = (second: number) => new Date(Date.UTC(2026, 2, 6, 12, 0, second)).toUTCString()
    expect(await answer(at(0), at(1))).toMatchObject({ reading: { asOf: new Date('2026-03-06T12:00:00Z') } })
    expect(await answer(at(1), at(1))).toMatchObject({ reading: { asOf: null } })
    expect(await answer('soon', at(1))).toMatchObject({ reading: { asOf: null } })
  })
})

describe('readCsvRecords', () => {
  const split = async (chunks: string[]) => {
    const cells: string[][] = []
    for await (const record of readCsvRecords(chunks)) cells.push(record.cells)
    return cells
  }

  test('reads back whatever RFC 4180 can write, however it comes in', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '\u00fc', '\u{1f600}') })
    const record = fc.array(cell, { minLength: 2, maxLength: 4 }).filter((cells) => /\S/.test(cells.join('')))
    const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    const size = fc.integer({ min: 1, max: 9 })
    const lineBreak = fc.constantFrom('\n', '\r\n', '\r')
    await fc.assert(
      fc.asyncProperty(fc.array(record), lineBreak, fc.boolean(), size, async (records, newLine, closed, length) => {
        const lines = [['uid', 'name'], ...records].map((cells) => cells.map(quote).join())
        const text = lines.join('\n').replaceAll('\n', newLine) + (closed ? newLine : '')
        const pieces = Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
          text.slice(index * length, (index + 1) * length),
        )
        expect(await split(pieces)).toEqual([['uid', 'name'], ...records])
      }),
    )
  })

  test('gives every record before the one that is wrong', async () => {
    const seen: number[] = []
    const reading = async () => {
      for await (const { line } of readCsvRecords(['uid,name\na,1\n"b\n",2\n\nc,"3'])) seen.push(line)
    }
    await expect(reading()).rejects.toThrow('Line 6, cell 2: a quote that is never closed.')
    expect(seen).toEqual([1, 2, 3])
  })

  test('does not swallow the rest of a file behind a quote', async () => {
    const reading = split(['uid,name\n', `a,"b\n${'c,d\n'.repeat(400_000)}`])
    await expect(reading).rejects.toThrow('Line 2, cell 2: a record of more than a million characters')
  })
})
