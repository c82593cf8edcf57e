import { type Db } from '@goated/schema'
import { parseInput, sourceInput } from '@goated/schema/inputs'
import { wagerRaces } from '@goated/schema/tables'
import { and, count, eq, inArray } from 'drizzle-orm'

const open = ['upcoming', 'live', 'settling'] as const

/** How many races of a source are in each status that is not the end. */
export type OpenRaces = Record<(typeof open)[number], number>

/**
 * Counts the open races of a source.
 *
 * @throws INPUT_INVALID
 */
export async function countOpenRaces(db: Db, input: { source: string }): Promise<OpenRaces> {
  const source = parseInput(sourceInput, input.source)
  const rows = await db
    .select({ status: wagerRaces.status, races: count() })
    .from(wagerRaces)
    .where(and(eq(wagerRaces.source, source), inArray(wagerRaces.status, [...open])))
    .groupBy(wagerRaces.status)
  const racesOf = (status: string) => rows.find((row) => row.status === status)?.races ?? 0
  return { upcoming: racesOf('upcoming'), live: racesOf('live'), settling: racesOf('settling') }
}
