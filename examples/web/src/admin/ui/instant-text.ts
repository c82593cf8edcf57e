import { formatClock, formatMoment } from '../../format/time.ts'

/** An instant on the wall clock of a zone, the visitor's own if none is named: `Sun, 29 Mar 2026, 03:30`. */
export function formatInstant(iso: string, timeZone?: string): string {
  return formatter('minute', timeZone).format(new Date(iso))
}

/** To the second, for logs: what happened first matters there. */
export function formatInstantExactly(iso: string, timeZone?: string): string {
  return formatter('second', timeZone).format(new Date(iso))
}

/** The zone of whoever looks. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** How long it takes, in the two largest units: `6 days 23 hours`. Days are 24 hours here. */
export function formatLength(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  const parts: [count: number, unit: string][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor((seconds % 86_400) / 3600), 'hour'],
    [Math.floor((seconds % 3600) / 60), 'minute'],
    [seconds % 60, 'second'],
  ]
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
  return words.length === 0 ? '0 seconds' : words.slice(0, 2).join(' ')
}

/** An instant on an axis of so many milliseconds: as little of it as tells one tick from the next. */
export function formatTick(iso: string, span: number): string {
  const at = new Date(iso)
  if (span < TWENTY_MINUTES_MS) return withSeconds.format(at)
  return span < DAY_MS ? formatClock(iso) : formatMoment(iso)
}

const TWENTY_MINUTES_MS = 20 * 60_000
const DAY_MS = 86_400_000
const withSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(to: 'minute' | 'second', timeZone: string | undefined): Intl.DateTimeFormat {
  const key = `${to} ${timeZone ?? ''}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    weekday: to === 'minute' ? 'short' : undefined,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: to === 'second' ? '2-digit' : undefined,
    timeZone,
  })
  formatters.set(key, made)
  return made
}
