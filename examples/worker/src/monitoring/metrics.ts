import type { SchedulerState } from '@goated/ingest'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { WorkerState } from './worker-state.ts'

/** How a tick ended: as its reading did, or `error` when it threw. */
export type TickOutcome = 'ok' | 'empty' | 'stale' | 'failed' | 'error'

/** What Prometheus is told of a worker. Ticks and the lease are this process's own; the rest is the database's. */
export interface WorkerMetrics {
  countTick(outcome: TickOutcome, durationMs: number): void
  setLeading(leads: boolean): void
  /** The text of all metrics. */
  render(input: { state: WorkerState | null; scheduler: SchedulerState | null; now: Date }): Promise<string>
  contentType: string
}

export function createWorkerMetrics(): WorkerMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const ticks = new Counter({
    name: 'goated_ticks_total',
    help: 'Ticks by how they ended.',
    labelNames: ['outcome'],
    registers,
  })
  const duration = new Histogram({
    name: 'goated_tick_duration_seconds',
    help: 'How long ticks took, reading included.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    registers,
  })
  const lease = new Gauge({
    name: 'goated_lease_held',
    help: '1 while this worker is the one that ticks, 0 while it stands by.',
    registers,
  })
  const up = new Gauge({ name: 'goated_database_up', help: '1 when the database answered this scrape.', registers })
  const age = new Gauge({
    name: 'goated_reading_age_seconds',
    help: 'Time since the source time of the newest stored reading. Negative: it lies in the future, so a clock is wrong.',
    registers,
  })
  const offset = new Gauge({
    name: 'goated_clock_offset_seconds',
    help: "How far this process's clock is ahead of the database's; negative: behind. Beyond 5 it does not tick.",
    registers,
  })
  const tickAge = new Gauge({
    name: 'goated_last_tick_age_seconds',
    help: 'Time since this process began a tick, or took the lease. Only of the one that ticks.',
    registers,
  })
  const overdue = new Gauge({
    name: 'goated_tick_overdue',
    help: '1 while this worker holds the lease and has not begun a tick for two intervals.',
    registers,
  })
  const listed = new Gauge({ name: 'goated_players_listed', help: 'Players in the newest stored reading.', registers })
  const races = new Gauge({ name: 'goated_races_open', help: 'Races by status.', labelNames: ['status'], registers })
  for (const outcome of ['ok', 'empty', 'stale', 'failed', 'error'] satisfies TickOutcome[]) ticks.inc({ outcome }, 0)

  return {
    countTick(outcome, durationMs) {
      ticks.inc({ outcome })
      duration.observe(durationMs / 1000)
    },
    setLeading: (leads) => lease.set(leads ? 1 : 0),
    render({ state, scheduler, now }) {
      up.set(state === null ? 0 : 1)
      // What is not known must not look like what was known last.
      for (const gauge of [age, listed, offset, tickAge]) gauge.remove()
      races.reset()
      if (state?.reading) {
        age.set((now.getTime() - state.reading.asOf.getTime()) / 1000)
        listed.set(state.reading.listedUsers)
      }
      if (scheduler?.clock) offset.set(scheduler.clock.offsetMs / 1000)
      if (scheduler?.lastTickAgeMs != null) tickAge.set(scheduler.lastTickAgeMs / 1000)
      overdue.set(scheduler?.overdue ? 1 : 0)
      for (const [status, count] of Object.entries(state?.openRaces ?? {})) races.set({ status }, count)
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}
