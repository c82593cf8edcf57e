import type { Series } from '@goated/races'
import { createSeries, listRaces, listSeries, stopSeries } from '@goated/races'
import type { RaceSourceInput } from '@goated/races/inputs'
import type { Db, TransactionalDb } from '@goated/schema'

/** The series that this database began with; undefined before there is one. */
export async function findFirstSeries(db: Db): Promise<Series | undefined> {
  const { items, total } = await listSeries(db, { limit: 1 })
  // The latest first.
  return total > 1 ? (await listSeries(db, { limit: 1, offset: total - 1 })).items[0] : items[0]
}

/** Sees to it that races follow one another: the series of an earlier start goes on unless it lies too far back. */
export async function ensureSeries(
  db: TransactionalDb,
  input: { source: RaceSourceInput; raceSeconds: number; now: Date },
): Promise<void> {
  const { source, raceSeconds, now } = input
  const { items: running } = await listSeries(db, { active: true, limit: 200 })
  // The latest start first.
  const { items: races } = await listRaces(db, { limit: 200 })
  for (const series of running) {
    const latest = races.find(({ seriesId }) => seriesId === series.id)
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
