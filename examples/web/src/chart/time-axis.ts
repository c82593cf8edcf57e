const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEPS = [
  5_000,
  10_000,
  15_000,
  30_000,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
  91 * DAY,
  364 * DAY,
]

export type TimeAxis = { ticks: number[]; label: (at: number) => string }

const seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const minutes = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** Marks at round times of the viewer's zone, at most `most` of them. */
export function timeAxis(from: number, to: number, most: number): TimeAxis {
  const step = STEPS.find((candidate) => (to - from) / candidate < most) ?? STEPS.at(-1) ?? DAY
  const ticks: number[] = []
  // Round on the viewer's clock: midnight there, not in Greenwich.
  const shift = new Date(from).getTimezoneOffset() * MINUTE
  for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) ticks.push(at)
  const format = step >= DAY ? days : step < MINUTE ? seconds : minutes
  return {
    ticks,
    label: (at) => {
      // A new day within a span of hours is worth a date.
      const date = new Date(at)
      const midnight = date.getHours() + date.getMinutes() + date.getSeconds() === 0
      return midnight && to - from > 12 * HOUR ? days.format(date) : format.format(date)
    },
  }
}
