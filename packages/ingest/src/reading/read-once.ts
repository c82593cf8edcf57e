import { type Clock, systemClock } from '@goated/schema'
import type { WagerWindow } from '@goated/schema/internal'
import type { HttpReaderOptions } from '../http/http-request.ts'
import { type NotRead, notRead, type Received } from '../http/received.ts'
import { credentialAlarms } from '../source/credential-alarms.ts'
import type { CumulativeSource, WindowSource } from '../source/source.ts'
import { type Asked, askSource } from './ask-source.ts'
import { judgeReading } from './judge.ts'
import { type Normalised, normaliseReading, type NormalRow, type NormalTotal } from './normalise-reading.ts'

/** What `readOnce` may need. */
interface ReadDeps {
  clock?: Clock
  http?: HttpReaderOptions
}

/** A reading as it may be stored; its rows are counters, or the totals of a window. */
interface NormalReading<Row extends NormalRow | NormalTotal = NormalRow> {
  /** Source time; null: the upstream gives none, so it is when the request started. */
  asOf: Date | null
  rows: Row[]
  totalUsers: number | null
  /** False: the upstream says itself that players are missing. */
  complete: boolean
  /** Of all amounts, in units of 1e-8. */
  sum: bigint
  /** What had to be left out of it, and where; null for nothing. */
  detail: string | null
}

/** How reading a source ended. Nothing is stored, and nothing is compared with what is stored. */
export type ReadOutcome<Row extends NormalRow | NormalTotal = NormalRow> = { received: Received; alarms: string[] } & (
  | { outcome: 'ok'; reading: NormalReading<Row> }
  | { outcome: 'empty'; reason: 'READING_EMPTY'; reading: NormalReading<Row> }
  | NotRead
)

/**
 * Reads a source once, its counters or one window, and stores nothing: fetch, validate, normalise. What cannot be used
 * comes back as an outcome with its reason; only a mistake of ours is thrown. A window whose source time lies ahead is
 * refused with SOURCE_TIME_AHEAD.
 *
 * @throws INPUT_INVALID a header of `deps.http` cannot be sent
 */
export function readOnce(input: { source: CumulativeSource }, deps?: ReadDeps): Promise<ReadOutcome>
export function readOnce(
  input: { source: WindowSource; window: WagerWindow },
  deps?: ReadDeps,
): Promise<ReadOutcome<NormalTotal>>
export async function readOnce(input: Asked, deps: ReadDeps = {}): Promise<ReadOutcome<NormalRow | NormalTotal>> {
  const clock = deps.clock ?? systemClock
  const startedAt = clock.now()
  const answer = await askSource(input, deps.http)
  const { received } = answer
  const alarms: string[] = credentialAlarms(input.source, startedAt)
  if (answer.outcome === 'failed') return { ...answer, alarms }
  const { asOf } = answer.value
  let normal: Normalised<NormalRow> | Normalised<NormalTotal>
  try {
    normal = normaliseReading(answer.value)
  } catch (error) {
    return { ...notRead(error), received, alarms }
  }
  const { totalUsers, detail } = normal
  const rows: (NormalRow | NormalTotal)[] = normal.rows
  const amounts = rows.map((row) => ({ allTime: 'total' in row ? row.total : row.allTime }))
  const judgement = judgeReading({ rows: amounts, totalUsers, asOf: asOf ?? startedAt }, null, clock.now())
  alarms.push(...normal.alarms, ...judgement.alarms)
  if (judgement.refusal !== null && input.window !== undefined) {
    const refused = { reason: judgement.refusal, detail: 'The reading is not believed.', answered: true }
    return { outcome: 'failed', ...refused, received, alarms }
  }
  const { complete, sumAllTime: sum } = judgement
  const reading = { asOf, rows, totalUsers, complete, sum, detail }
  return rows.length === 0
    ? { outcome: 'empty', reason: 'READING_EMPTY', reading, received, alarms }
    : { outcome: 'ok', reading, received, alarms }
}
