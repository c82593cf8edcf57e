import { type GoatedError, isGoatedError } from '@goated/schema'
import { inputInvalid, type InputIssue } from '@goated/schema/inputs'
import { checkWindow } from '@goated/schema/internal'
import { raceError } from '../errors.ts'
import type { Race, Series } from '../race/race.ts'
import { occurrenceWindow } from '../race/series-window.ts'

/** Clocks differ, and a form takes a while to fill in: a race may start as long ago as this. */
const startedAgoMaxMs = 5 * 60_000
/** Long enough for both changes of the clocks. */
const aheadMs = 366 * 86_400_000
const occurrencesMax = 400

/**
 * Refuses a window that lies in the past: a slip of the year would pay prizes for wagers that nobody raced for.
 *
 * @param window the dates that were given; what stays as it was is left out
 * @throws INPUT_INVALID
 */
export function refusePast(window: { startDate?: Date | undefined; endDate?: Date | undefined }, now: Date): void {
  const issues: InputIssue[] = []
  const unless = 'unless the race is over wagers that were made before (raceHistory).'
  if (window.startDate && window.startDate.getTime() < now.getTime() - startedAgoMaxMs)
    issues.push({ path: 'startDate', message: `Must not be more than 5 minutes ago, ${unless}` })
  if (window.endDate && window.endDate <= now)
    issues.push({ path: 'endDate', message: `Must be in the future, ${unless}` })
  if (issues.length > 0) throw inputInvalid(issues)
}

/**
 * Refuses a race whose totals the provider could never be asked for. Reading would find that out too, but only when the
 * race runs.
 *
 * @throws WINDOW_NOT_SUPPORTED `details.issues` names the field
 */
export function checkReadable(race: Pick<Race, 'source' | 'sourceWindow' | 'startDate' | 'endDate'>): void {
  const { source: id, sourceWindow: window, startDate: start, endDate: end } = race
  if (window) checkWindow({ id, window }, { start, end })
}

/**
 * As `checkReadable`, for every race of a series within a year, by the fields that their windows come from.
 *
 * @param periodField what the input said the period by
 */
export function checkSeriesReadable(
  series: Pick<Series, 'source' | 'sourceWindow' | 'type' | 'anchorStart' | 'timeZone' | 'periodSeconds'>,
  periodField: 'periodDays' | 'periodSeconds',
): void {
  const until = series.anchorStart.getTime() + aheadMs
  for (let occurrence = 0; occurrence < occurrencesMax; occurrence++) {
    const window = occurrenceWindow(series, occurrence)
    if (window.startDate.getTime() > until) return
    try {
      checkReadable({ ...series, ...window })
    } catch (error) {
      throw isGoatedError(error, 'WINDOW_NOT_SUPPORTED')
        ? ofSeries(error, series.type === 'custom' ? periodField : undefined, occurrence)
        : error
    }
  }
}

function ofSeries(error: GoatedError, periodField: string | undefined, occurrence: number): GoatedError {
  // The first start is the anchor itself; of a custom series, whatever is wrong after it comes from the period.
  const { issues } = error.details as { issues: readonly InputIssue[] }
  const startsWrong = occurrence === 0 && issues[0]?.path === 'startDate'
  const path = startsWrong ? 'anchorStart' : (periodField ?? 'anchorStart')
  const message = occurrence === 0 ? error.message : `Race ${occurrence + 1} of the series: ${error.message}`
  return raceError('WINDOW_NOT_SUPPORTED', message, { details: { ...error.details, issues: [{ path, message }] } })
}
