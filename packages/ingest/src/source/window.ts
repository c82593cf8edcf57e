import { GoatedError, type InputIssue } from '@goated/schema'
import type { WagerWindow, WindowSource } from './source.ts'

const dayMs = 86_400_000

/**
 * Makes sure that a provider can be asked for exactly this window; one that cannot would pay prizes for other wagers
 * than the race says. To be called where a race is set up, and again before every reading.
 *
 * @throws WINDOW_NOT_SUPPORTED with the reason in the message; `details.issues` names `startDate` or `endDate`
 */
export function checkWindow(source: Pick<WindowSource, 'id' | 'window'>, { start, end }: WagerWindow): void {
  const { granularity, timeZone, maxDays } = source.window
  if (!(start < end)) throw notSupported(source, 'endDate', 'it ends before it starts')
  if (maxDays !== null && end.getTime() - start.getTime() > maxDays * dayMs)
    throw notSupported(source, 'endDate', `it is longer than the ${maxDays} days that one request may span`)
  const unit = granularity === 'day' ? `midnight in ${timeZone}` : 'a whole second'
  const fits = (at: Date) => (granularity === 'day' ? localTime(at, timeZone).isMidnight : at.getTime() % 1000 === 0)
  if (granularity === 'race') return
  if (!fits(start)) throw notSupported(source, 'startDate', `its start ${start.toISOString()} is not ${unit}`)
  if (!fits(end)) throw notSupported(source, 'endDate', `its end ${end.toISOString()} is not ${unit}`)
}

/** The first and last day of a window, both of which count, as `YYYY-MM-DD`. */
export function windowDays(
  source: Pick<WindowSource, 'id' | 'window'>,
  window: WagerWindow,
): { first: string; last: string } {
  checkWindow(source, window)
  const { timeZone } = source.window
  return {
    first: localTime(window.start, timeZone).date,
    last: localTime(new Date(window.end.getTime() - 1), timeZone).date,
  }
}

function notSupported({ id }: { id: string }, path: 'startDate' | 'endDate', why: string): GoatedError {
  const message = `The source ${id} cannot be asked for this window: ${why}.`
  const issues: InputIssue[] = [{ path, message }]
  return new GoatedError('WINDOW_NOT_SUPPORTED', message, { details: { source: id, issues } })
}

function localTime(at: Date, timeZone: string): { date: string; isMidnight: boolean } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  const time = `${part('hour')}${part('minute')}${part('second')}`
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    isMidnight: time === '000000' && at.getTime() % 1000 === 0,
  }
}
