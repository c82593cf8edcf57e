import type { Race as RaceJson } from '@goated/example-contract'
import type { Race } from '@goated/races'
import { formatAmount, MONEY_DECIMALS } from '@goated/schema'
import type { RaceView } from '../boards/boards.ts'

/** What is shown of a race besides its row. */
export interface RaceSummary {
  race: Race
  /** Cents. */
  prizes: readonly bigint[]
  entrants: number
  /** Units of 1e-8. */
  totalWagered: bigint
  nextRaceId: number | null
  stale: boolean
}

/** A race as the public sees it. */
export function raceJson({ race, ...summary }: RaceSummary): RaceJson {
  return {
    id: race.id,
    title: race.title,
    type: race.type,
    status: race.status,
    prizePool: formatAmount(race.prizePool, MONEY_DECIMALS),
    currency: race.currency,
    startDate: race.startDate.toISOString(),
    endDate: race.endDate.toISOString(),
    minWager: formatAmount(race.minWager),
    timeZone: race.timeZone,
    rules: race.rules,
    description: race.description,
    prizes: summary.prizes.map((amount, index) => ({ place: index + 1, amount: formatAmount(amount, MONEY_DECIMALS) })),
    entrants: summary.entrants,
    totalWagered: formatAmount(summary.totalWagered),
    updatedAt: race.asOf?.toISOString() ?? null,
    stale: summary.stale,
    nextRaceId: summary.nextRaceId,
  }
}

/** A race by its board. */
export function raceViewJson({ board, prizes, nextRaceId }: RaceView, stale: boolean): RaceJson {
  const { race, entrants, totalWagered } = board
  return raceJson({ race, prizes, nextRaceId, stale, entrants, totalWagered })
}
