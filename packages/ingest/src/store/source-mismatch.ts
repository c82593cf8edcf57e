import { type Db, readable, type TransactionalDb } from '@goated/schema'
import { idInput, parseInput } from '@goated/schema/inputs'
import { wagerRaces } from '@goated/schema/tables'
import type { SourceClass } from '@goated/schema/vocabulary'
import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import * as z from 'zod'
import { ingestError } from '../errors.ts'
import { checkLease, type Lease } from '../schedule/lease.ts'
import { recordRun } from './runs.ts'

/** Why a reading is refused whose source is not what its races were made for. */
export const SOURCE_MISMATCH = 'SOURCE_MISMATCH'

const namedMax = 20

/**
 * Says what is wrong with counters of a source that open races were made for as one of another class: totals of a window
 * counted as counters pay the wrong player. Null when nothing is.
 */
export async function counterMismatch(db: Db, source: string): Promise<string | null> {
  const found = await db
    .select({ id: wagerRaces.id, sourceClass: wagerRaces.sourceClass })
    .from(wagerRaces)
    .where(
      and(
        eq(wagerRaces.source, source),
        ne(wagerRaces.sourceClass, 'cumulative'),
        inArray(wagerRaces.status, ['upcoming', 'live', 'settling']),
      ),
    )
    .orderBy(asc(wagerRaces.id))
    .limit(namedMax)
  if (found.length === 0) return null
  const races = found.map(({ id, sourceClass }) => `${id} (${sourceClass})`).join(', ')
  return `The source is cumulative, and open races were made for one that is not: ${races}.`
}

/** What a window reading must know of its race. */
export interface WindowRace {
  id: number
  source: string
  sourceClass: SourceClass
  startDate: Date
  endDate: Date
}

/** @throws INPUT_INVALID, RACE_NOT_FOUND */
export async function findWindowRace(db: Db, wanted: unknown): Promise<WindowRace> {
  const { raceId } = parseInput(z.strictObject({ raceId: idInput }), { raceId: wanted })
  const { id, source, sourceClass, startDate, endDate } = wagerRaces
  const [race] = await db
    .select(readable({ id, source, sourceClass, startDate, endDate }))
    .from(wagerRaces)
    .where(eq(id, raceId))
  if (!race) throw ingestError('RACE_NOT_FOUND', 'There is no such race.', { details: { raceId } })
  return race
}

/** As `counterMismatch`, for a reading of one race's window. Without a class any but cumulative fits. */
export function windowMismatch(race: WindowRace, source: { id: string; class?: SourceClass }): string | null {
  const classFits = source.class === undefined ? race.sourceClass !== 'cumulative' : race.sourceClass === source.class
  if (race.source === source.id && classFits) return null
  const read = source.class === undefined ? source.id : `${source.id} (${source.class})`
  return `Race ${race.id} was made for the source ${race.source} (${race.sourceClass}), not for ${read}.`
}

/** Leaves the record of a run that asked nobody. It says nothing of the upstream, so it does not open the circuit. */
export async function recordMismatch(
  db: TransactionalDb,
  run: {
    source: string
    raceId?: number | undefined
    at: Date
    detail: string
    lease: Pick<Lease, 'name' | 'fence'> | undefined
  },
): Promise<void> {
  const { source, raceId = null, at, detail, lease } = run
  await db.transaction(async (tx) => {
    if (lease) await checkLease(tx, lease)
    const refused = { outcome: 'failed' as const, reason: SOURCE_MISMATCH, detail, attempts: 0 }
    await recordRun(tx, { source, raceId, ...refused, startedAt: at, finishedAt: at })
  })
}
