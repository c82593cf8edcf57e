import type { Standing as StandingJson } from '@goated/example-contract'
import type { Standing } from '@goated/races'
import { formatAmount, MONEY_DECIMALS } from '@goated/schema'
import type { ShowPlayer } from './shown-player.ts'

const staleFlag = 'stale'

/** An entrant as the public sees one. */
export function standingJson(standing: Standing, show: ShowPlayer): StandingJson {
  return {
    rank: standing.rank,
    position: standing.position,
    previousRank: standing.previousRank,
    ...show(standing),
    total: formatAmount(standing.amount),
    adjustment: formatAmount(standing.adjustment),
    prize: formatAmount(standing.prize, MONEY_DECIMALS),
    flags: standing.flags.filter((flag) => flag !== staleFlag),
    stale: standing.flags.includes(staleFlag),
  }
}
