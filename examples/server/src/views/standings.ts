import type { Standing } from '@goated/races'
import { formatAmount, MONEY_DECIMALS } from '@goated/schema'

export interface StandingJson {
  rank: number
  previousRank: number | null
  username: string
  total: string
  /** What the entrant would receive if the race ended now, or receives. */
  prize: string
  /** Names of what an admin looks into. */
  flags: string[]
  /** The newest reading does not list the entrant, so the total is carried forward. */
  stale: boolean
}

export function standingJson(standing: Standing): StandingJson {
  return {
    rank: standing.rank,
    previousRank: standing.previousRank,
    username: standing.username,
    total: formatAmount(standing.amount),
    prize: formatAmount(standing.prize, MONEY_DECIMALS),
    flags: standing.flags.filter((flag) => flag !== staleFlag),
    stale: standing.flags.includes(staleFlag),
  }
}

const staleFlag = 'stale'
