import { type Db, isGoatedError, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { ingestRuns, quarantinedReadings, sourceStates } from '@goated/schema/tables'
import { and, count, desc, eq } from 'drizzle-orm'
import { ingestError } from '../errors.ts'
import { bodyShape, compareShapes, type ShapeDiff } from '../json/body-shape.ts'
import { parseLosslessJson } from '../json/lossless-json.ts'
import {
  listQuarantinedInput,
  type ListQuarantinedInput,
  loadQuarantinedInput,
  type LoadQuarantinedInput,
} from './inputs.ts'

type Run = typeof ingestRuns.$inferSelect

/** A reading that was refused, without its body. */
export interface QuarantinedReading extends Omit<typeof quarantinedReadings.$inferSelect, 'body'> {
  /** The run that read it. */
  run: Pick<Run, 'raceId' | 'outcome' | 'detail' | 'startedAt' | 'attempts' | 'alarms'>
}

/** A reading that was refused, to be looked at. */
export interface QuarantinedDetail extends QuarantinedReading {
  /** As it came, at most 262,144 characters of it. It may hold players' names: not for a log. */
  body: string
  /** Key paths against those of the last good body; null when there is none, or this one is not JSON. */
  shapeDiff: ShapeDiff | null
}

/**
 * Refused readings, the latest first, without their bodies.
 *
 * @throws INPUT_INVALID
 */
export async function listQuarantined(
  db: Db,
  input: ListQuarantinedInput,
): Promise<{ items: QuarantinedReading[]; total: number }> {
  const { source, reason, limit, offset } = parseInput(listQuarantinedInput, input)
  const where = and(
    source === undefined ? undefined : eq(quarantinedReadings.source, source),
    reason === undefined ? undefined : eq(quarantinedReadings.reason, reason),
  )
  const [counted] = await db.select({ total: count() }).from(quarantinedReadings).where(where)
  const { body: _, ...columns } = readable(quarantinedReadings)
  const items = await db
    .select({ ...columns, run: runColumns() })
    .from(quarantinedReadings)
    .innerJoin(ingestRuns, eq(ingestRuns.id, quarantinedReadings.runId))
    .where(where)
    .orderBy(desc(quarantinedReadings.id))
    .limit(limit)
    .offset(offset)
  return { items, total: counted?.total ?? 0 }
}

/**
 * One refused reading with its body, and what its keys lack or have beyond those of the last good one.
 *
 * @throws INPUT_INVALID, QUARANTINED_READING_NOT_FOUND
 */
export async function loadQuarantined(db: Db, input: LoadQuarantinedInput): Promise<QuarantinedDetail> {
  const { id } = parseInput(loadQuarantinedInput, input)
  const [found] = await db
    .select({ ...readable(quarantinedReadings), run: runColumns(), shape: sourceStates.shape })
    .from(quarantinedReadings)
    .innerJoin(ingestRuns, eq(ingestRuns.id, quarantinedReadings.runId))
    .leftJoin(sourceStates, eq(sourceStates.source, quarantinedReadings.source))
    .where(eq(quarantinedReadings.id, id))
  if (!found)
    throw ingestError('QUARANTINED_READING_NOT_FOUND', 'There is no such refused reading.', { details: { id } })
  const { shape, ...reading } = found
  return { ...reading, shapeDiff: shape === null ? null : diffShape(shape, reading.body) }
}

function runColumns() {
  const { raceId, outcome, detail, startedAt, attempts, alarms } = readable(ingestRuns)
  return { raceId, outcome, detail, startedAt, attempts, alarms }
}

function diffShape(before: readonly string[], text: string): ShapeDiff | null {
  try {
    return compareShapes(before, bodyShape(parseLosslessJson(text)))
  } catch (error) {
    // One that was cut is no JSON either.
    if (isGoatedError(error, 'READING_INVALID')) return null
    throw error
  }
}
