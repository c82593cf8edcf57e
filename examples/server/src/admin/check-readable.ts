import { checkWindow, type SourceKind } from '@goated/ingest'
import { occurrenceWindow } from '@goated/races'
import { GoatedError, inputInvalid, type InputIssue, isGoatedError } from '@goated/schema'
import type { raceSeries, wagerRaces } from '@goated/schema/tables'

type Race = typeof wagerRaces.$inferSelect
type Series = typeof raceSeries.$inferSelect

/** What this installation reads, and how it reports. */
export interface Provider {
  source: string
  sourceKind: SourceKind
}

/** Long enough for both changes of the clocks. */
const aheadMs = 366 * 86_400_000
const occurrencesMax = 400

/**
 * Refuses a race whose totals the provider could never be asked for. The worker would find that out as well, but only
 * when the race runs. A race of another source is for another worker to judge.
 *
 * @throws INPUT_INVALID the race is for a source of another class
 * @throws WINDOW_NOT_SUPPORTED `details.issues` names the field
 */
export function checkReadable(
  { source, sourceKind }: Provider,
  race: Pick<Race, 'source' | 'sourceClass' | 'startDate' | 'endDate'>,
): void {
  if (race.source !== source) return
  if (race.sourceClass !== sourceKind.class)
    throw inputInvalid([{ path: 'sourceClass', message: `Must be ${sourceKind.class}, as the source ${source} is.` }])
  const { window } = sourceKind
  if (window) checkWindow({ id: source, window }, { start: race.startDate, end: race.endDate })
}

/** Refuses a series with such a race within a year, by the fields that its windows come from. */
export function checkSeriesReadable(provider: Provider, series: Series): void {
  const until = series.anchorStart.getTime() + aheadMs
  for (let occurrence = 0; occurrence < occurrencesMax; occurrence++) {
    const window = occurrenceWindow(series, occurrence)
    if (window.startDate.getTime() > until) return
    try {
      checkReadable(provider, { ...series, ...window })
    } catch (error) {
      throw isGoatedError(error, 'WINDOW_NOT_SUPPORTED') ? ofSeries(error, series, occurrence) : error
    }
  }
}

function ofSeries(error: GoatedError, { type }: Series, occurrence: number): GoatedError {
  // The first start is the anchor itself; of a custom series, whatever is wrong after it comes from the period.
  const { issues } = error.details as { issues: readonly InputIssue[] }
  const startsWrong = occurrence === 0 && issues[0]?.path === 'startDate'
  const path = type === 'custom' && !startsWrong ? 'periodSeconds' : 'anchorStart'
  const message = occurrence === 0 ? error.message : `Race ${occurrence + 1} of the series: ${error.message}`
  return new GoatedError(error.code, message, { details: { ...error.details, issues: [{ path, message }] } })
}
