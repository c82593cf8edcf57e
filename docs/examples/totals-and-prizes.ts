import { allocatePrizes, DEFAULT_CALENDAR, raceTotal, type Sample } from '@goated/races'
import { formatAmount, parseAmount } from '@goated/schema'

// #region total
const hour = 3_600_000
const start = Date.parse('2026-03-06T18:00:00Z')
const sample = (hours: number, wagered: string): Sample => ({
  at: start + hours * hour,
  complete: true,
  counters: { allTime: parseAmount(wagered), month: null, week: null, today: null },
})
const { total, low, high, method } = raceTotal(
  [sample(-0.25, '5200'), sample(1, '5225'), sample(30, '5980.75')],
  { start, end: start + 54 * hour },
  DEFAULT_CALENDAR,
)
console.log(`${formatAmount(total)}, ${method}: between ${formatAmount(low)} and ${formatAmount(high)}`)
// #endregion total

// #region prizes
const allocations = allocatePrizes({
  pool: parseAmount('100.00', { decimals: 2 }),
  distribution: [
    { from: 1, percent: '50' },
    { from: 2, percent: '30' },
    { from: 3, percent: '20' },
  ],
  standings: [
    { uid: 'ann', total: parseAmount('780.75'), reachedAt: start + hour },
    { uid: 'bob', total: parseAmount('780.75'), reachedAt: start + 2 * hour },
    { uid: 'cid', total: parseAmount('12'), reachedAt: start + 3 * hour },
  ],
})
for (const { standing, place, amount } of allocations) console.log(place, standing.uid, formatAmount(amount, 2))
// #endregion prizes
