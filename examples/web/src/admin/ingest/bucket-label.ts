import { formatClock } from '../../format/time.ts'

const TWO_DAYS_MS = 2 * 86_400_000
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** How an interval is called on the axis: by the clock in a short span, by the day in a long one. */
export function bucketLabel(start: string, from: string, to: string): string {
  return Date.parse(to) - Date.parse(from) <= TWO_DAYS_MS ? formatClock(start) : day.format(new Date(start))
}
