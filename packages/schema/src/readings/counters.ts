import { parseAmount } from '../amount.ts'
import type { Counters } from './snapshot.ts'

/** A player's counters as SQL gives them: decimals cast to text, so that no driver makes floats of them. */
export type CounterTexts = {
  all_time: string
  month: string | null
  week: string | null
  today: string | null
}

/**
 * Reads counters that were selected as text.
 *
 * @throws AMOUNT_INVALID, AMOUNT_OUT_OF_RANGE one of them is no amount
 */
export function parseCounters({ all_time, month, week, today }: CounterTexts): Counters {
  const optional = (text: string | null) => (text === null ? null : parseAmount(text))
  return { allTime: parseAmount(all_time), month: optional(month), week: optional(week), today: optional(today) }
}
