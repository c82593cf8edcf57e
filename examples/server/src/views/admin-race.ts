import type { AdminRace, RaceSeries as RaceSeriesJson } from '@goated/example-contract'
import type { Series } from '@goated/races'
import { formatAmount, MONEY_DECIMALS } from '@goated/schema'
import type { AdminRaceSummary } from '../admin/load-admin-races.ts'
import { raceJson } from './race.ts'

/** A race with what only admins see. */
export function adminRaceJson(summary: AdminRaceSummary): AdminRace {
  const { race, flaggedEntrants, payoutsOwed, archiveId } = summary
  return {
    ...raceJson(summary),
    ...rulesOf(race),
    seriesId: race.seriesId,
    settledBy: race.settledBy?.toISOString() ?? null,
    completedAt: race.completedAt?.toISOString() ?? null,
    closingReason: race.closingReason,
    createdBy: race.createdBy,
    createdAt: race.createdAt.toISOString(),
    flaggedEntrants,
    payoutsOwed,
    archiveId,
  }
}

/** A line of races that follow one another. */
export function raceSeriesJson(series: Series): RaceSeriesJson {
  return {
    id: series.id,
    title: series.title,
    type: series.type,
    prizePool: formatAmount(series.prizePool, MONEY_DECIMALS),
    currency: series.currency,
    minWager: formatAmount(series.minWager),
    timeZone: series.timeZone,
    ...rulesOf(series),
    anchorStart: series.anchorStart.toISOString(),
    periodSeconds: series.periodSeconds,
    active: series.active,
    createdAt: series.createdAt.toISOString(),
  }
}

type Rules = Pick<
  Series,
  'source' | 'sourceClass' | 'calendar' | 'prizeDistribution' | 'ties' | 'unclaimed' | 'joinPolicy' | 'graceSeconds'
>

function rulesOf(rules: Rules): Rules {
  const { source, sourceClass, calendar, prizeDistribution, ties, unclaimed, joinPolicy, graceSeconds } = rules
  return { source, sourceClass, calendar, prizeDistribution, ties, unclaimed, joinPolicy, graceSeconds }
}
