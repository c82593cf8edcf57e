import { parseAmount } from './amount.ts'

export type Growth = { text: string; direction: 'up' | 'down' | 'level' }

// Beyond that the figure says only that there was next to nothing before.
const SHOWN_PERCENT_MAX = 999n

/** A fraction as people read it: '0.2500' is +25%. Cut to whole percents; exact, so no digit passes through a float. */
export function describeGrowth(fraction: string): Growth {
  const percent = parseAmount(fraction) / 1_000_000n
  if (percent === 0n) return { text: '0%', direction: 'level' }
  if (percent > SHOWN_PERCENT_MAX) return { text: `>${SHOWN_PERCENT_MAX}%`, direction: 'up' }
  return percent > 0n
    ? { text: `+${percent}%`, direction: 'up' }
    : { text: `−${(-percent).toString()}%`, direction: 'down' }
}
