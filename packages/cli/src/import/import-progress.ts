/** How far an import is. */
export interface ImportProgress {
  rows: number
  bytesRead: number
  bytesTotal: number
  startedAt: number
}

/** One line that says how far an import is: rows, rate, share of the file, and the time that is left at this rate. */
export function describeProgress(progress: ImportProgress, now: number): string {
  const seconds = Math.max((now - progress.startedAt) / 1000, 0.001)
  const share = progress.bytesTotal === 0 ? 1 : Math.min(progress.bytesRead / progress.bytesTotal, 1) // not money: bytes
  const left = share === 0 ? '?' : clock((seconds * (1 - share)) / share)
  const rate = Math.round(progress.rows / seconds)
  const percent = Math.floor(share * 100) // not money: bytes
  return `${count(progress.rows)} rows, ${count(rate)} rows/s, ${percent} %, ${left} left`
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
