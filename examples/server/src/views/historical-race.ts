import type { HistoricalRaceSummary, HistoricalWinner } from '@goated/races'
import { formatAmount, type HistoricalRace, MONEY_DECIMALS } from '@goated/schema'
import type { ArchivedStanding } from '@goated/schema/tables'

export interface WinnerJson {
  rank: number
  username: string
  total: string
  prize: string
}

export interface HistoricalRaceJson {
  /** Of the archive; `raceId` is the race's own. */
  id: number
  raceId: number
  title: string
  startDate: string
  endDate: string
  prizePool: string
  currency: string
  totalWagered: string
  participantCount: number
  winners: WinnerJson[]
}

/** A final standing as the public sees it. Without a rank: disqualified. */
export interface HistoricalStandingJson extends Omit<WinnerJson, 'rank'> {
  rank: number | null
  flags: string[]
}

type Summary = Omit<HistoricalRace, 'participants' | 'status'> & Pick<HistoricalRaceSummary, 'winners'>

export function historicalRaceJson(race: Summary): HistoricalRaceJson {
  return {
    id: race.id,
    raceId: race.raceId,
    title: textOf(race.metadata['title'], `Race ${race.raceId}`),
    startDate: race.startDate.toISOString(),
    endDate: race.endDate.toISOString(),
    prizePool: formatAmount(race.prizePool, MONEY_DECIMALS),
    currency: textOf(race.metadata['currency'], 'USD'),
    totalWagered: formatAmount(race.totalWagered),
    participantCount: race.participantCount,
    winners: race.winners.map(winnerJson),
  }
}

/** The archive holds more of a winner than is anybody's business, so fields are picked, not passed on. */
function winnerJson({ rank, username, total, prize }: HistoricalWinner): WinnerJson {
  return { rank, username, total, prize }
}

export function historicalStandingJson(standing: ArchivedStanding): HistoricalStandingJson {
  const { rank, username, total, prize, flags } = standing
  return { rank, username, total, prize, flags }
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise
}
