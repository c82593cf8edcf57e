import type { TransactionalDb } from '@goated/schema'
import { quarantinedReadings } from '@goated/schema/tables'
import type { IngestOutcome } from '@goated/schema/vocabulary'
import { type CircuitOptions, closeCircuit, countFailure } from '../admission/circuit.ts'
import type { Received } from '../http/received.ts'
import { checkLease, type Lease } from '../schedule/lease.ts'
import { recordRun } from './runs.ts'

/** A run that stored nothing, and why. */
interface RefusedRun {
  source: string
  raceId?: number | undefined
  startedAt: Date
  finishedAt: Date
  refused: { outcome: Exclude<IngestOutcome, 'ok'>; reason: string }
  detail: string | undefined
  received: Pick<Received, 'body' | 'bodyBytes' | 'attempts'>
  alarms?: readonly string[]
  /** Says when failures in a row open the circuit. */
  circuit?: CircuitOptions | undefined
  lease?: Pick<Lease, 'name' | 'fence'> | undefined
}

const quarantinedCharactersMax = 256 * 1024

/**
 * Leaves the record of a run that stored nothing, keeps the raw body for inspection, capped in size, and counts the
 * failure towards the circuit breaker. The row of the run that opens it says so.
 */
export async function recordRefusal(db: TransactionalDb, run: RefusedRun): Promise<void> {
  const { source, raceId, refused, received, startedAt, finishedAt } = run
  await db.transaction(async (tx) => {
    if (run.lease) await checkLease(tx, run.lease)
    const { opened } =
      refused.outcome === 'failed'
        ? await countFailure(tx, { source, now: finishedAt, circuit: run.circuit })
        : await closeCircuit(tx, source)
    const runId = await recordRun(tx, {
      source,
      raceId: raceId ?? null,
      outcome: refused.outcome,
      reason: refused.reason,
      detail: run.detail ?? null,
      startedAt,
      finishedAt,
      bodyBytes: received.bodyBytes,
      attempts: Math.max(received.attempts, 1),
      alarms: [...(run.alarms ?? []), ...(opened ? ['CIRCUIT_OPENED'] : [])],
    })
    // A replayed reading is a good one that came twice: nothing to look at.
    if (refused.outcome === 'stale' || received.body === '') return
    await tx.insert(quarantinedReadings).values({
      runId,
      source,
      reason: refused.reason,
      body: storable(received.body.slice(0, quarantinedCharactersMax)),
      bodyBytes: received.bodyBytes,
      truncated: received.body.length > quarantinedCharactersMax,
      receivedAt: finishedAt,
    })
  })
}

/** Postgres text holds no NUL and no half of a surrogate pair. */
function storable(text: string): string {
  return Buffer.from(text.replaceAll('\u0000', '\ufffd')).toString()
}
