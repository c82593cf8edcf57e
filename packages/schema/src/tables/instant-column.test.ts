import { expect, test } from 'vitest'
import { decodeInstant } from './instant-column.ts'

const at = '2026-02-03T10:00:00.123Z'

test.each([
  ['milliseconds', '1770112800123', at],
  ['a time before 1970', '-1', '1969-12-31T23:59:59.999Z'],
  ['ISO in UTC', '2026-02-03 10:00:00.123+00', at],
  ['ISO in a zone of quarter hours', '2026-02-03 15:45:00.123+05:45', at],
  ['ISO west of Greenwich', '2026-02-03 06:30:00.123-03:30', at],
  ['ISO at a local time before there were zones', '1900-01-01 05:41:16+05:41:16', '1900-01-01T00:00:00.000Z'],
  ['ISO as JSON has it', '2026-02-03T15:45:00.123+05:45', at],
  ['ISO to the second', '2026-02-03 10:00:00+00', '2026-02-03T10:00:00.000Z'],
  ['ISO to a tenth', '2026-02-03 10:00:00.1+00', '2026-02-03T10:00:00.100Z'],
  ['ISO in the year 12026', '12026-02-03 10:00:00+00', '+012026-02-03T10:00:00.000Z'],
  ['ISO in the year 26', '0026-02-03 10:00:00+00', '0026-02-03T10:00:00.000Z'],
  ['German', '03.02.2026 15:45:00.123 +0545', at],
  ['German in UTC', '03.02.2026 10:00:00.123 UTC', at],
  ['Postgres, the month first', 'Tue Feb 03 15:45:00.123 2026 +0545', at],
  ['Postgres, the day first', 'Tue 03 Feb 15:45:00.123 2026 +0545', at],
])('reads %s', (_, text, expected) => {
  expect(decodeInstant(text).toISOString()).toBe(expected)
})

test.each([
  ['SQL, where the day or the month comes first', '03/02/2026 10:00:00.123 UTC'],
  ['a zone that has its short name from several', '03.02.2026 10:00:00.123 IST'],
  ['a time before Christ', '0044-03-15 10:00:00+00 BC'],
  ['infinity', 'infinity'],
  ['nothing', ''],
])('refuses %s', (_, text) => {
  expect(() => decodeInstant(text)).toThrow(expect.objectContaining({ code: 'DATE_STYLE_AMBIGUOUS' }) as Error)
})
