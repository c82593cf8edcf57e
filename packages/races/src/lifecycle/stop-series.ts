import { type Clock, type RecordedEvent, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { recordEvents } from '@goated/schema/internal'
import { raceSeries } from '@goated/schema/tables'
import { and, eq } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import { stopSeriesInput, type StopSeriesInput } from './inputs.ts'

/**
 * Lets a series end with the race it is at: no next one is created. One that has ended before stays so.
 *
 * @throws INPUT_INVALID, SERIES_NOT_FOUND
 */
export async function stopSeries(
  db: TransactionalDb,
  input: StopSeriesInput,
  deps: { clock?: Clock } = {},
): Promise<{ stopped: boolean; events: RecordedEvent[] }> {
  const { seriesId } = parseInput(stopSeriesInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const [stopped] = await tx
      .update(raceSeries)
      .set({ active: false })
      .where(and(eq(raceSeries.id, seriesId), eq(raceSeries.active, true)))
      .returning({ id: raceSeries.id })
    if (stopped)
      return { stopped: true, events: await recordEvents(tx, [{ name: 'series.stopped', payload: { seriesId } }], now) }
    const [series] = await tx.select({ id: raceSeries.id }).from(raceSeries).where(eq(raceSeries.id, seriesId))
    if (!series) throw raceError('SERIES_NOT_FOUND', 'There is no such series.', { details: { seriesId } })
    return { stopped: false, events: [] }
  })
}
