import { createSeries, stopSeries } from '@goated/races'
import type { RaceSourceInput } from '@goated/races/inputs'
import { readable, type TransactionalDb } from '@goated/schema'
import { raceSeries, wagerRaces } from '@goated/schema/tables'
import { desc, eq } from 'drizzle-orm'

/** Sees to it that races follow one another: the series of an earlier start goes on unless it lies too far back. */
export async function ensureSeries(
  db: TransactionalDb,
  input: { source: RaceSourceInput; raceSeconds: number; now: Date },
): Promise<void> {
  const { source, raceSeconds, now } = input
  const running = await db.select(readable(raceSeries)).from(raceSeries).where(eq(raceSeries.active, true))
  for (const series of running) {
    const [latest] = await db
      .select(readable(wagerRaces))
      .from(wagerRaces)
      .where(eq(wagerRaces.seriesId, series.id))
      .orderBy(desc(wagerRaces.startDate))
      .limit(1)
    const away = latest ? now.getTime() - latest.endDate.getTime() : Number.POSITIVE_INFINITY
    if (series.periodSeconds === raceSeconds && away < 3 * raceSeconds * 1000) return
    // Catching up with a night of three-minute races would tell nobody anything.
    await stopSeries(db, { seriesId: series.id })
  }
  await createSeries(db, {
    title: 'Sprint race',
    type: 'custom',
    periodSeconds: raceSeconds,
    anchorStart: now,
    prizePool: '1000.00',
    prizeDistribution: [
      { from: 1, percent: '40' },
      { from: 2, percent: '25' },
      { from: 3, percent: '15' },
      { from: 4, to: 10, percent: '2' },
      { from: 11, to: 16, percent: '1' },
    ],
    unclaimed: 'redistribute',
    source,
    graceSeconds: 120,
    description: 'Every wager counts from the start to the end of the race. The best sixteen share the pool.',
  })
}
