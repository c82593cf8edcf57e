const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

export const formatClock = (iso: string): string => clock.format(new Date(iso))
export const formatMoment = (iso: string): string => dayAndClock.format(new Date(iso))

const DAY_MS = 86_400_000

/** A half-open range as people say it: days, and times where it is shorter than a day. */
export function formatSpan(startIso: string, endIso: string): string {
  const start = new Date(startIso)
  const end = new Date(endIso)
  const length = end.getTime() - start.getTime()
  // A race that ends at midnight has that day's eve for its last day.
  const last = new Date(Math.max(start.getTime(), end.getTime() - 1))
  const oneDay = day.format(start) === day.format(last)
  if (length < DAY_MS - 3_600_000) {
    const to = oneDay ? clock.format(end) : dayAndClock.format(end)
    return `${dayAndClock.format(start)} to ${to}`
  }
  return oneDay ? dayAndYear.format(last) : `${day.format(start)} to ${dayAndYear.format(last)}`
}

/** Clocks that agree differ by this much, and nobody reads it as a time from the future. */
const AGREE_MS = 5_000

/** Whether something that has happened is said to be still to come. */
export function isAhead(iso: string, now: number): boolean {
  return now - Date.parse(iso) < -AGREE_MS
}

/** How long ago something was. What lies in the future is said to: one of two clocks is wrong then. */
export function formatAge(ms: number): string {
  if (ms < -AGREE_MS) return `${length(-ms)} in the future`
  return `${length(ms)} ago`
}

function length(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 60) return plural(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day')
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** "Data from 14:05, 12 minutes ago": with the date once it is another day. */
export function describeReading(iso: string, now: number): string {
  const age = now - Date.parse(iso)
  const sameDay = day.format(new Date(iso)) === day.format(new Date(now)) && age < DAY_MS
  return `Data from ${sameDay ? formatClock(iso) : formatMoment(iso)}, ${formatAge(age)}`
}
