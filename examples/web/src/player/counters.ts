import type { PlayerStats } from '@goated/example-contract'

export type Counter = keyof PlayerStats['wagered']

export const counters: readonly Counter[] = ['today', 'thisWeek', 'thisMonth', 'allTime']

/** Where there is little room. */
export const shortCounterNames: Record<Counter, string> = {
  today: 'Today',
  thisWeek: 'Week',
  thisMonth: 'Month',
  allTime: 'All time',
}

export const counterNames: Record<Counter, string> = {
  today: 'Today',
  thisWeek: 'This week',
  thisMonth: 'This month',
  allTime: 'All time',
}
