import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { raceSeries } from '@goated/schema/tables'
import { count, desc, eq } from 'drizzle-orm'
import type { Series } from '../race/race.ts'
import { listSeriesInput, type ListSeriesInput } from './inputs.ts'

/**
 * Series of races, the latest first.
 *
 * @throws INPUT_INVALID
 */
export async function listSeries(db: Db, input: ListSeriesInput): Promise<{ items: Series[]; total: number }> {
  const { active, limit, offset } = parseInput(listSeriesInput, input)
  const where = active === undefined ? undefined : eq(raceSeries.active, active)
  const [counted] = await db.select({ total: count() }).from(raceSeries).where(where)
  const items = await db
    .select(readable(raceSeries))
    .from(raceSeries)
    .where(where)
    .orderBy(desc(raceSeries.id))
    .limit(limit)
    .offset(offset)
  return { items, total: counted?.total ?? 0 }
}
