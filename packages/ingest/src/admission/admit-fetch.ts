import { type Db, readable } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { sourceStates } from '@goated/schema/tables'
import { eq, sql } from 'drizzle-orm'
import type { SourceFacts } from '../source/source.ts'
import { type CircuitOptions, circuitOf } from './circuit.ts'

/** Whether the upstream may be asked now. `shape` is what its last good body looked like. */
type Admission =
  | { admitted: true; failures: number; shape: string[] | null }
  | { admitted: false; outcome: 'failed'; reason: 'CIRCUIT_OPEN'; againAt: Date }
  | { admitted: false; outcome: 'stale'; reason: 'TOO_SOON'; againAt: Date }

interface AdmitFetchInput {
  source: Pick<SourceFacts, 'id' | 'minIntervalMs'>
  now: Date
  circuit?: CircuitOptions | undefined
  /** Asks although the circuit is open. The provider's minimum interval holds all the same. */
  force?: boolean | undefined
}

/**
 * Claims the right to ask an upstream once. The claim is one guarded statement, so that however many processes ask at
 * the same time, one is admitted for each minimum interval, and one to probe an upstream that kept failing.
 */
export async function admitFetch(db: Db, { source, now, circuit, force }: AdmitFetchInput): Promise<Admission> {
  const { probeMs, cooldownMaxMs } = circuitOf(circuit)
  const [state] = await db.select(readable(sourceStates)).from(sourceStates).where(eq(sourceStates.source, source.id))
  const before = { failures: state?.failures ?? 0, shape: state?.shape ?? null }
  // Nothing to guard: no interval to keep, no circuit to probe.
  if (source.minIntervalMs === 0 && (state?.openUntil == null || force)) return { admitted: true, ...before }

  const at = timestamp(now)
  const later = (ms: number) => timestamp(new Date(now.getTime() + ms))
  // A time further ahead than anything sets was written while a clock was wrong.
  const passed = (column: typeof sourceStates.openUntil | typeof sourceStates.nextAllowedAt, maxMs: number) =>
    sql`(${column} is null or ${column} <= ${at} or ${column} > ${later(maxMs)})`
  const claimed = await queryRows(
    db,
    sql`
    insert into ${sourceStates} (source, next_allowed_at) values (${source.id}, ${later(source.minIntervalMs)})
    on conflict (source) do update set
      next_allowed_at = excluded.next_allowed_at,
      open_until = case when ${sourceStates.openUntil} is null then null else ${later(probeMs)} end
    where ${passed(sourceStates.nextAllowedAt, source.minIntervalMs)}
      and (${force ?? false} or ${passed(sourceStates.openUntil, Math.max(cooldownMaxMs, probeMs))})
    returning source`,
  )
  if (claimed.length > 0) return { admitted: true, ...before }
  const [held] = await db.select(readable(sourceStates)).from(sourceStates).where(eq(sourceStates.source, source.id))
  const openUntil = held?.openUntil ?? null
  if (openUntil !== null && openUntil > now && !force)
    return { admitted: false, outcome: 'failed', reason: 'CIRCUIT_OPEN', againAt: openUntil }
  return { admitted: false, outcome: 'stale', reason: 'TOO_SOON', againAt: held?.nextAllowedAt ?? now }
}

function timestamp(at: Date) {
  return sql`${at.toISOString()}::timestamptz`
}
