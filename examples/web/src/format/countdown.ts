export type Countdown = { days: number; hours: number; minutes: number; seconds: number }

const SECOND = 1_000

/** Rounds up, so that the last second reads 1 and zero means over. */
export function countdownTo(target: number, now: number): Countdown {
  const left = Math.max(0, Math.ceil((target - now) / SECOND))
  return {
    days: Math.floor(left / 86_400),
    hours: Math.floor((left % 86_400) / 3_600),
    minutes: Math.floor((left % 3_600) / 60),
    seconds: left % 60,
  }
}

export function isOver({ days, hours, minutes, seconds }: Countdown): boolean {
  return days + hours + minutes + seconds === 0
}

/** For a screen reader: words, without the seconds until they matter. */
export function spokenCountdown(countdown: Countdown): string {
  if (isOver(countdown)) return 'no time left'
  const { days, hours, minutes, seconds } = countdown
  if (days + hours + minutes === 0) return 'less than a minute'
  const parts = [
    [days, 'day'],
    [hours, 'hour'],
    [days === 0 ? minutes : 0, 'minute'],
  ] as const
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
  return words.length === 0 && seconds > 0 ? 'less than a minute' : words.join(' ')
}
