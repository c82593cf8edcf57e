import { useSyncExternalStore } from 'react'
import type { Period } from './api/contract.ts'

export type Route =
  | { page: 'home' }
  | { page: 'race'; raceId: number }
  | { page: 'leaderboards'; period: Period }
  | { page: 'past' }

export const PERIODS: readonly Period[] = ['daily', 'weekly', 'monthly', 'all_time']

/** Routes live behind the #, so the page works from any static host without rewrite rules. */
export function parseRoute(hash: string): Route {
  const [page, detail] = hash.replace(/^#?\/?/, '').split('/')
  if (page === 'leaderboards') {
    return { page, period: PERIODS.find((period) => period === detail) ?? 'weekly' }
  }
  if (page === 'past') return { page }
  if (page === 'race' && detail !== undefined && /^[1-9]\d{0,14}$/.test(detail)) {
    return { page, raceId: Number(detail) }
  }
  return { page: 'home' }
}

export function hrefFor(route: Route): string {
  switch (route.page) {
    case 'home':
      return '#/'
    case 'past':
      return '#/past'
    case 'race':
      return `#/race/${route.raceId}`
    case 'leaderboards':
      return `#/leaderboards/${route.period}`
  }
}

function onHashChange(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(onHashChange, () => location.hash))
}
