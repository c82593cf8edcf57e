const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

/** Milliseconds, or seconds from one on. */
export function formatDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${tenths.format(milliseconds / 1000)} s`
}
