import type { Db } from '@goated/schema'
import { raceSeries } from '@goated/schema/tables'
import { and, eq } from 'drizzle-orm'

/** Lets a series end with the race it is at: no next one is created. Returns false when it had ended before. */
export async function stopSeries(db: Db, seriesId: number): Promise<boolean> {
  const stopped = await db
    .update(raceSeries)
    .set({ active: false })
    .where(and(eq(raceSeries.id, seriesId), eq(raceSeries.active, true)))
    .returning({ id: raceSeries.id })
  return stopped.length > 0
}
