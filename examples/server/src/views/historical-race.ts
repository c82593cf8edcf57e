import type { ArchivedStandingNow, HistoricalRaceSummary } from '@goated/races'
import type { ShowPlayer } from './shown-player.ts'

/** A completed race as the public sees it. */
export function shownHistoricalRace(race: HistoricalRaceSummary, show: ShowPlayer) {
  return {
    ...race,
    title: textOf(race.metadata['title'], `Race ${race.raceId}`),
    currency: textOf(race.metadata['currency'], 'USD'),
    winners: race.winners.map((winner) => ({ ...winner, ...show(winner) })),
  }
}

/** A final standing as the public sees it. */
export function historicalStanding(standing: ArchivedStandingNow, show: ShowPlayer) {
  return { ...standing, ...show(standing) }
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise
}
