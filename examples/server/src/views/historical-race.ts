import type {
  HistoricalRace,
  HistoricalStanding,
  RaceVerification as RaceVerificationJson,
} from '@goated/example-contract'
import type { ArchivedStandingNow, HistoricalRaceSummary, StoredVerification } from '@goated/races'
import { formatAmount, MONEY_DECIMALS } from '@goated/schema'
import type { ShowPlayer } from './shown-player.ts'

/** A completed race as the public sees it. */
export function historicalRaceJson(race: HistoricalRaceSummary, show: ShowPlayer): HistoricalRace {
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
    // The archive holds more of a winner than is anybody's business, so fields are picked, not passed on.
    winners: race.winners.map((winner) => ({
      rank: winner.rank,
      ...show(winner),
      total: winner.total,
      prize: winner.prize,
    })),
    verified: race.verified && { ok: race.verified.ok, at: race.verified.at.toISOString() },
  }
}

/** A final standing as the public sees it. */
export function historicalStandingJson(standing: ArchivedStandingNow, show: ShowPlayer): HistoricalStanding {
  const { rank, total, prize, flags } = standing
  return { rank, ...show(standing), total, prize, flags }
}

/** What came of computing a result again. */
export function verificationJson({ verifiedAt, ...verification }: StoredVerification): RaceVerificationJson {
  return { ...verification, verifiedAt: verifiedAt.toISOString() }
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise
}
