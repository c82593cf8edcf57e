import { parseAmount } from '@goated/schema'
import type { WagerHistoryPoint } from '@goated/schema/tables'
import type { Race } from '../race/race.ts'

/** One point of a chart: a total in units of 1e-8. */
export interface ProgressionPoint {
  at: Date
  total: bigint
}

// About 120 points with the first and the last: often enough for a chart, and the full series is in affiliate_stats.
const stepsMax = 118

/** How far apart, in seconds, the points of a progression over a span of time are at least. */
export function progressionStep(start: Date, end: Date): number {
  return Math.max(1, Math.ceil((end.getTime() - start.getTime()) / 1000 / stepsMax))
}

/**
 * The recorded points of a total, and the present total behind them: points are recorded at intervals and in whole
 * seconds, so it is usually not among them.
 */
export function progressionPoints(
  history: readonly WagerHistoryPoint[],
  race: Pick<Race, 'asOf' | 'endDate'>,
  total: bigint,
): ProgressionPoint[] {
  const points = history.map(([at, text]) => ({ at: new Date(at * 1000), total: parseAmount(text) }))
  // Before the first reading there is no present to show.
  if (race.asOf === null) return points
  const last = points.at(-1)
  const now = Math.max(Math.min(race.asOf.getTime(), race.endDate.getTime()), last?.at.getTime() ?? 0)
  if (!last || last.total !== total || now - last.at.getTime() >= 1000) points.push({ at: new Date(now), total })
  return points
}
