import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** One thing that is measured: ours, or a peer doing the same work in the same run. */
export interface Contender {
  name: string
  /** Before every run, outside the measurement. */
  prepare?: () => Promise<void> | void
  /** The work; may return how long it took itself, in ms, where not all of it counts. */
  run: () => Promise<unknown>
  /** After every run, outside the measurement: throws when the work was not done. */
  check?: () => Promise<void> | void
  /** Never more runs than this, for what takes minutes. */
  runsMax?: number
}

/** What a contender took: ms, unless `unit` says otherwise. */
export interface Figure {
  name: string
  unit: 'ms' | 'us' | 'MB' | 'none'
  median: number
  min: number
  max: number
  runs: number
  /** Why there is no figure. */
  skipped?: string
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/**
 * Runs contenders in turn, so that whatever disturbs the machine disturbs all of them alike. The garbage of one is
 * collected before the next begins.
 */
export async function measure(
  contenders: readonly Contender[],
  options: { runs: number; warmups?: number; unit?: Figure['unit'] },
): Promise<Figure[]> {
  const warmups = options.warmups ?? 1
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  for (let run = -warmups; run < options.runs; run++) {
    for (const contender of contenders) {
      if (run >= (contender.runsMax ?? options.runs)) continue
      await contender.prepare?.()
      collectGarbage()
      const started = performance.now()
      const own = await contender.run()
      const took = typeof own === 'number' ? own : performance.now() - started
      await contender.check?.()
      if (run >= 0) times.get(contender.name)?.push(took)
    }
  }
  return contenders.map(({ name }) => figureOf(name, times.get(name) ?? [], options.unit ?? 'ms'))
}

export function figureOf(name: string, values: readonly number[], unit: Figure['unit']): Figure {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  const median = sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
  return { name, unit, median, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0, runs: sorted.length }
}

export function skipped(name: string, reason: string): Figure {
  return { name, unit: 'none', median: 0, min: 0, max: 0, runs: 0, skipped: reason }
}
