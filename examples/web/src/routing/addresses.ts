import type { LeaderboardHead } from '@goated/example-contract'
import { nameOfSegment, nameSegment } from '@goated/example-contract/name-segment'

export type Period = LeaderboardHead['period']

export const PERIODS: readonly Period[] = ['daily', 'weekly', 'monthly', 'all_time']

export const homeAddress = '/'
export const archiveAddress = '/archive'
export const raceAddress = (raceId: number): string => `/races/${raceId}`
export const leaderboardAddress = (period: Period): string => `/leaderboards/${period}`
export const archivedRaceAddress = (archiveId: number): string => `/archive/${archiveId}`
export const playerAddress = (username: string): string => `/players/${nameSegment(username)}`

/** The player that an address is about; null: none. Read from the address itself, as a router takes `%252F` for a slash. */
export function playerFrom(pathname: string): string | null {
  try {
    return (
      nameOfSegment(decodeURIComponent(/^\/players\/(?<segment>[^/]+)/.exec(pathname)?.groups?.['segment'] ?? '')) ||
      null
    )
  } catch {
    return null
  }
}

/** A number from an address, or null if it is none. */
export function idFrom(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}

export function periodFrom(text: string | undefined): Period | null {
  return PERIODS.find((period) => period === text) ?? null
}

/** Pages used to live behind the #. Null: not such a link. */
export function addressOfOldLink(hash: string): string | null {
  if (!hash.startsWith('#/')) return null
  const [page, detail] = hash.slice(2).split('/')
  const raceId = idFrom(detail)
  if (page === 'race' && raceId !== null) return raceAddress(raceId)
  if (page === 'leaderboards') return leaderboardAddress(periodFrom(detail) ?? 'weekly')
  return page === 'past' ? archiveAddress : homeAddress
}
