import { type GoatedError } from '@goated/schema'
import type { ClockCheck } from '@goated/schema/internal'
import { ingestError } from '../errors.ts'

/** How a scheduler is. Ages are measured by the machine's steady timer, whatever its clock says. */
export interface SchedulerState {
  /** It holds the lease, so nobody else ticks. */
  leads: boolean
  /** What came of the last comparison with the database's clock; null before the first. */
  clock: Pick<ClockCheck, 'offsetMs' | 'off'> | null
  /**
   * Milliseconds since this process last began a tick, or since it took the lease, if that was later; null while it
   * stands by.
   */
  lastTickAgeMs: number | null
  /** It holds the lease and has not begun a tick for two intervals, or for two seconds if that is longer. */
  overdue: boolean
}

/** Keeps watch over a scheduler: whoever holds the lease ticks within two intervals, or it is told why not. */
export interface Liveness {
  state(): SchedulerState
  compared(check: ClockCheck): void
  leads(leads: boolean): void
  /** True when a tick begins, false when it has ended well. */
  ticks(ticks: boolean): void
}

// What a busy machine takes is not worth telling.
const overdueMinMs = 2_000

/** Makes the watch over one scheduler, which costs a timer while it leads. */
export function createLiveness(options: { intervalMs: number; onOverdue(error: GoatedError): void }): Liveness {
  const { intervalMs, onOverdue } = options
  const overdueAfterMs = Math.max(2 * intervalMs, overdueMinMs)
  let clock: SchedulerState['clock'] = null
  /** By the steady timer; null while another process leads. */
  let since: number | null = null
  let ticking = false
  let told = false
  let watch: NodeJS.Timeout | undefined

  const ageMs = () => (since === null ? null : performance.now() - since)
  const isOverdue = () => (ageMs() ?? 0) > overdueAfterMs

  function look(): void {
    if (!isOverdue() || told) return
    told = true
    const doing = ticking ? 'The tick under way does not end' : 'The database does not say what is due'
    const lastTickAgeMs = Math.round(ageMs() ?? 0)
    onOverdue(
      ingestError('TICK_OVERDUE', `This worker holds the lease and has not ticked for two intervals. ${doing}.`, {
        details: { lastTickAgeMs, ticking },
      }),
    )
  }

  return {
    state: () => ({ leads: since !== null, clock, lastTickAgeMs: ageMs(), overdue: isOverdue() }),
    compared({ offsetMs, off }) {
      clock = { offsetMs, off }
    },
    leads(leads) {
      clearInterval(watch)
      since = leads ? performance.now() : null
      ticking = false
      told = false
      if (!leads) return
      watch = setInterval(look, Math.min(overdueAfterMs / 4, 30_000))
      watch.unref()
    },
    ticks(ticks) {
      ticking = ticks
      if (!ticks) return
      since = performance.now()
      told = false
    },
  }
}
