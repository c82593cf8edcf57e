import { z } from 'zod'

const iso = z.iso.datetime({ offset: true })
// There were no counters to read before.
const first = Date.UTC(2000, 0, 1)

/**
 * Reads a time as a person or a spreadsheet writes it: ISO 8601 with its offset from UTC, `T` or a space before the
 * hour. Two times that differ stay different: what is finer than a millisecond is refused, not cut.
 *
 * @returns the time, or what is wrong with the text
 */
export function instantText(text: string): Date | string {
  const written = text.replace(/^(\d{4}-\d\d-\d\d) +/, '$1T').replace(/ +(Z|[+-]\d\d:\d\d)$/, '$1')
  if (/^\d{4}-\d\d-\d\d(?:T[\d:.]+)?$/.test(written))
    return 'the time lacks its offset from UTC; write 2026-03-06T12:00:00Z or 2026-03-06T13:00:00+01:00'
  if (!iso.safeParse(written).success) return 'expected an ISO 8601 time with its offset, such as 2026-03-06T12:00:00Z'
  if (/\.\d{3}\d*[1-9]/.test(written)) return 'the time is finer than a millisecond'
  const time = new Date(written)
  if (Number.isNaN(time.getTime())) return 'expected a time that exists'
  return time.getTime() < first ? 'the time is before the year 2000' : time
}
