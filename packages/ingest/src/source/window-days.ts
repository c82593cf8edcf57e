import { checkWindow, type WagerWindow } from '@goated/schema/internal'
import type { WindowSource } from './source.ts'

/** The first and last day of a window, both of which count, as `YYYY-MM-DD`. */
export function windowDays(
  source: Pick<WindowSource, 'id' | 'window'>,
  window: WagerWindow,
): { first: string; last: string } {
  checkWindow(source, window)
  const { timeZone } = source.window
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return { first: day.format(window.start), last: day.format(new Date(window.end.getTime() - 1)) }
}
