import type { GoatedError } from '../errors.ts'
import type { InputIssue } from '../inputs/parse.ts'
import { schemaError } from '../schema-errors.ts'
import type { WindowFacts } from '../vocabulary.ts'

/** A half-open window `[start, end)`. */
export interface WagerWindow {
  start: Date
  end: Date
}

const dayMs = 86_400_000

/**
 * Makes sure that a provider can be asked for exactly this window; one that cannot would pay prizes for other wagers
 * than the race says. Checked where a race is set up, and again before every reading.
 *
 * @throws WINDOW_NOT_SUPPORTED with the reason in the message; `details.issues` names `startDate` or `endDate`
 */
export function checkWindow(source: { id: string; window: WindowFacts }, { start, end }: WagerWindow): void {
  const { granularity, timeZone, maxDays } = source.window
  if (!(start < end)) throw notSupported(source, 'endDate', 'it ends before it starts')
  if (maxDays !== null && end.getTime() - start.getTime() > maxDays * dayMs)
    throw notSupported(source, 'endDate', `it is longer than the ${maxDays} days that one request may span`)
  if (granularity === 'race') return
  const unit = granularity === 'day' ? `midnight in ${timeZone}` : 'a whole second'
  const fits = (at: Date) => at.getTime() % 1000 === 0 && (granularity === 'second' || isMidnight(at, timeZone))
  if (!fits(start)) throw notSupported(source, 'startDate', `its start ${start.toISOString()} is not ${unit}`)
  if (!fits(end)) throw notSupported(source, 'endDate', `its end ${end.toISOString()} is not ${unit}`)
}

function notSupported({ id }: { id: string }, path: 'startDate' | 'endDate', why: string): GoatedError {
  const message = `The source ${id} cannot be asked for this window: ${why}.`
  const issues: InputIssue[] = [{ path, message }]
  return schemaError('WINDOW_NOT_SUPPORTED', message, { details: { source: id, issues } })
}

function isMidnight(at: Date, timeZone: string): boolean {
  const time = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return time.format(at) === '00:00:00'
}
