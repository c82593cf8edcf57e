import { type Db } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { sourceStates } from '@goated/schema/tables'
import { and, eq, gt, sql } from 'drizzle-orm'

/** When an upstream that keeps failing is left alone, and for how long. */
export interface CircuitOptions {
  /** Failed runs one after the other that open the circuit. Default 5. */
  failuresMax?: number
  /** How long it stays open the first time; it doubles with every failed probe. Default 1 minute. */
  cooldownMs?: number
  /** The most that the cool-down grows to. Default 30 minutes. */
  cooldownMaxMs?: number
  /** How long others wait for a probe, which may have died with its process. Default 2 minutes. */
  probeMs?: number
}

/** The options with what stands for those that are left out. Durations are milliseconds. */
export function circuitOf(options: CircuitOptions = {}): Required<CircuitOptions> {
  return { failuresMax: 5, cooldownMs: 60_000, cooldownMaxMs: 1_800_000, probeMs: 120_000, ...options }
}

/** How long the circuit opens after so many failures; null: it stays closed. */
export function cooldownMsAfter(failures: number, options?: CircuitOptions): number | null {
  const { failuresMax, cooldownMs, cooldownMaxMs } = circuitOf(options)
  if (failures < failuresMax) return null
  return Math.min(cooldownMaxMs, cooldownMs * 2 ** Math.min(failures - failuresMax, 30))
}

/**
 * Counts a failed run, whichever process had it, and opens the circuit when it was one too many.
 *
 * @returns whether this failure opened it; a failed probe keeps it open
 */
export async function countFailure(
  db: Db,
  input: { source: string; now: Date; circuit?: CircuitOptions | undefined },
): Promise<{ opened: boolean }> {
  const [counted] = await queryRows<{ failures: number }>(
    db,
    sql`
    insert into ${sourceStates} (source, failures) values (${input.source}, 1)
    on conflict (source) do update set failures = least(${sourceStates.failures} + 1, 1000000)
    returning failures`,
  )
  const failures = counted?.failures ?? 1
  const cooldownMs = cooldownMsAfter(failures, input.circuit)
  if (cooldownMs === null) return { opened: false }
  const openUntil = new Date(input.now.getTime() + cooldownMs)
  await db.update(sourceStates).set({ openUntil }).where(eq(sourceStates.source, input.source))
  return { opened: failures === circuitOf(input.circuit).failuresMax }
}

/** After a run that worked: the circuit closes, and the shape of the body is what the next one is measured by. */
export async function countSuccess(db: Db, input: { source: string; shape: string[] }): Promise<void> {
  const shape = input.shape.length === 0 ? null : input.shape
  await db
    .insert(sourceStates)
    .values({ source: input.source, shape })
    .onConflictDoUpdate({
      target: sourceStates.source,
      set: { failures: 0, openUntil: null, ...(shape === null ? {} : { shape }) },
    })
}

/** After a run that stored nothing, though the upstream answered as it should: a replayed reading, an empty list. */
export async function closeCircuit(db: Db, source: string): Promise<{ opened: false }> {
  const failing = and(eq(sourceStates.source, source), gt(sourceStates.failures, 0))
  await db.update(sourceStates).set({ failures: 0, openUntil: null }).where(failing)
  return { opened: false }
}
