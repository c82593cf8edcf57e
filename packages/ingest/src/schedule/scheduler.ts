import { randomUUID } from 'node:crypto'
import { type Clock, type Db, type GoatedError, isGoatedError } from '@goated/schema'
import { checkClock, type ClockCheck } from '@goated/schema/internal'
import { ingestError } from '../errors.ts'
import { acquireLease, type Lease, releaseLease, renewLease } from './lease.ts'
import { createLiveness, type SchedulerState } from './liveness.ts'
import { pause } from './pause.ts'
import { AFTER_BOUNDARY_MS, planNextTick, type TickReason } from './plan-next-tick.ts'

/** A tick that is due now. */
export interface DueTick {
  /** When it began, by the database's clock. */
  at: Date
  reason: TickReason
  /** What is stored under it is stored by one worker only. */
  lease: Lease
  /** The database's time, for all that this tick does. */
  clock: Clock
  /** Aborted when the scheduler stops or another worker takes over. */
  signal: AbortSignal
}

/** What a tick wants of the scheduler: to be run again at a time of its own, an upstream that was asked too soon say. */
interface TickReport {
  againAt?: Date | undefined
}

/** What a scheduler runs, and what it asks. Durations are milliseconds. */
export interface SchedulerOptions {
  db: Db
  /** Workers of one name take turns: one ticks, the others stand by. */
  name: string
  intervalMs: number
  run(tick: DueTick): Promise<TickReport>
  /** The next start or end of a race after a moment. */
  nextBoundary(after: Date): Promise<Date | null>
  /** When the last tick of any worker began, as far as it counts; asked whenever this one takes over. */
  lastTickAt(): Promise<Date | null>
  /**
   * When somebody asked for a tick that is still to come (`findReadingRequest`). Asked every two seconds, so it has to
   * be cheap. A tick with the reason `requested` follows, once for each request: one that it could not answer waits for
   * the next regular tick.
   */
  requestedAt?: (() => Promise<Date | null>) | undefined
  /**
   * Told of everything that a tick or the database throws, and of every reason not to tick: CLOCK_OFF once for each
   * change of the clock, TICK_OVERDUE when this worker holds the lease and has not ticked for two intervals,
   * LAST_TICK_AHEAD when the last tick lies in the future. The scheduler goes on.
   */
  onError(error: unknown): void
  /** Told when this process begins to be the one that ticks, and when it no longer is. */
  onLead?: ((leads: boolean) => void) | undefined
  /** The process's clock, which must agree with the database's: while it does not, nothing ticks here. */
  clock?: Clock
  /** How long a worker that died without a word blocks the others. Default: `leaseTtlOf` of the interval. */
  leaseTtlMs?: number
}

/** What the worker needs of whatever engine runs its ticks. */
export interface Scheduler {
  /** How it is right now. */
  state(): SchedulerState
  /** Lets the tick under way finish or roll back, gives the lease away, and stops. */
  stop(): Promise<void>
}

const failedPauseMs = 5000

/** How long a lease lasts for ticks at an interval, in milliseconds: three intervals, 3 s to 30 s. */
export function leaseTtlOf(intervalMs: number): number {
  return Math.min(Math.max(3 * intervalMs, 3000), 30_000)
}

/**
 * Runs ticks in this process, as one of any number of workers that act as one. What is due is decided by the database's
 * clock; waiting follows the machine's steady timer. Whoever holds the lease ticks within two intervals, or says why not.
 */
export function startScheduler(options: SchedulerOptions): Scheduler {
  const { db, name, intervalMs } = options
  const ttlMs = options.leaseTtlMs ?? leaseTtlOf(intervalMs)
  const holder = randomUUID()
  const stopping = new AbortController()
  const liveness = createLiveness({ intervalMs, onOverdue: options.onError })
  /** The last tick of this worker threw, so whatever it left undone is due. */
  let undone = false
  const done = standBy()
  return {
    state: liveness.state,
    async stop() {
      stopping.abort()
      await done
    },
  }

  /** Waits for the lease, leads while it holds, and waits again. */
  async function standBy(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const { off } = await compareClocks()
        const lease = off ? null : await acquireLease(db, { name, holder, ttlMs })
        if (lease) await lead(lease)
        else await pause(ttlMs / 3, stopping.signal)
      } catch (error) {
        undone = !isGoatedError(error, 'LEASE_LOST')
        if (!stopping.signal.aborted) options.onError(error)
        await pause(Math.min(intervalMs, failedPauseMs), stopping.signal)
      }
    }
  }

  /** Says it when the clock goes wrong, and not again until it has been right. */
  async function compareClocks(): Promise<ClockCheck> {
    const compared = await checkClock(db, options.clock ? { clock: options.clock } : {})
    const wasRight = !liveness.state().clock?.off
    liveness.compared(compared)
    if (compared.off && wasRight) options.onError(compared.off)
    return compared
  }

  async function lead(lease: Lease): Promise<void> {
    const lost = new AbortController()
    const beating = heartbeat(lease, lost)
    options.onLead?.(true)
    liveness.leads(true)
    const signal = AbortSignal.any([stopping.signal, lost.signal])
    try {
      await tickWhileDue(lease, signal)
    } finally {
      liveness.leads(false)
      options.onLead?.(false)
      lost.abort()
      await beating
      // If it cannot be given back, it ends by itself.
      await releaseLease(db, lease).catch(options.onError)
    }
  }

  /** Ticks until the signal, or until the clock is wrong. */
  async function tickWhileDue(lease: Lease, signal: AbortSignal): Promise<void> {
    // Whoever asks for a tick sits before a screen.
    const lookMs = Math.min(ttlMs / 3, options.requestedAt ? 2_000 : Infinity)
    let lastTickAt = undone ? null : await options.lastTickAt()
    undone = false
    let againAt: Date | undefined
    /** The newest request that had its tick here: one that stays on record must not tick for ever. */
    let answered: Date | null = null
    while (!signal.aborted) {
      // Asked anew all the time, for a race may be made, moved or cancelled while the next tick is far away.
      // Without a last tick one is due at once, whatever the boundaries.
      const boundary = lastTickAt && (await options.nextBoundary(new Date(lastTickAt.getTime() - AFTER_BOUNDARY_MS)))
      const boundaries = [boundary, againAt].filter((each) => each != null)
      const asked = (await options.requestedAt?.()) ?? null
      const requested = asked !== null && asked.getTime() !== answered?.getTime()
      const { off, clock } = await compareClocks()
      if (off) return
      const now = clock.now()
      const { at, reason } = planNextTick({ lastTickAt, intervalMs, boundaries, requested, now })
      if (at > now) {
        await pause(Math.min(at.getTime() - now.getTime(), lookMs), signal)
        continue
      }
      if (reason === 'clock') options.onError(lastTickAhead(lastTickAt, now))
      lastTickAt = now
      if (requested) answered = asked
      liveness.ticks(true)
      ;({ againAt } = await options.run({ at: now, reason, lease, clock, signal }))
      liveness.ticks(false)
    }
  }

  /** Prolongs the lease while ticks run and while none is due. */
  async function heartbeat(lease: Lease, lost: AbortController): Promise<void> {
    let failedFor = 0
    for (;;) {
      await pause(ttlMs / 3, lost.signal)
      if (lost.signal.aborted) return
      try {
        if ((await renewLease(db, lease, { ttlMs })) === null) return lost.abort()
        failedFor = 0
      } catch (error) {
        options.onError(error)
        failedFor += 1
        if (failedFor >= 3) return lost.abort()
      }
    }
  }
}

function lastTickAhead(lastTickAt: Date | null, now: Date): GoatedError {
  const details = { lastTickAt: lastTickAt?.toISOString(), now: now.toISOString() }
  return ingestError('LAST_TICK_AHEAD', 'The last tick on record lies in the future. This one does not wait for it.', {
    details,
  })
}
