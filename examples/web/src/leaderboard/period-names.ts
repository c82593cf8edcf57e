import type { Period } from '../routing/addresses.ts'

export const periodNames: Record<Period, string> = {
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
  all_time: 'All time',
}
