import { networkOf } from '@goated/accounts'
import { describeError } from '@goated/example-logging'
import { type Clock, type Db, GoatedError } from '@goated/schema'
import type { Request, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { createSharedCounters } from './shared-counters.ts'

/** How much one address may ask for. Reading is cheap and a household or a phone network shares an address. */
export const RATE_LIMITS = {
  read: { hitsMax: 1200, windowMs: 60_000 },
  write: { hitsMax: 120, windowMs: 60_000 },
} as const
export type RateLimits = Record<keyof typeof RATE_LIMITS, { hitsMax: number; windowMs: number }>

export interface RateLimiter {
  /** Whether one more request may be served; otherwise when to come back, in seconds. */
  admit(kind: keyof RateLimits, address: string): { ok: true } | { ok: false; retryAfterSeconds: number }
  start(): void
  stop(): Promise<void>
}

const shareEveryMs = 1000

/** Makes limits by address that all servers of one database keep together. */
export function createRateLimiter(options: {
  db: Db
  clock: Clock
  logger: Logger
  limits?: RateLimits | undefined
}): RateLimiter {
  const { clock, logger, limits = RATE_LIMITS } = options
  const shareFrom = Math.min(...Object.values(limits).map(({ hitsMax }) => Math.ceil(hitsMax / 10)))
  const counters = createSharedCounters({ db: options.db, clock, shareFrom })
  let timer: NodeJS.Timeout | undefined
  let sharing: Promise<void> = Promise.resolve()
  let failing = false

  async function share(): Promise<void> {
    try {
      await counters.share()
      failing = false
    } catch (error) {
      // Without the database each process keeps its own count.
      if (!failing) logger.warn(describeError(error), 'rate limits cannot be shared')
      failing = true
    }
  }

  function schedule(): void {
    timer = setTimeout(() => {
      sharing = share().finally(() => {
        if (timer) schedule()
      })
    }, shareEveryMs)
    timer.unref()
  }

  return {
    admit(kind, address) {
      const { hitsMax, windowMs } = limits[kind]
      if (counters.hit(`${kind} ${networkOf(address)}`, windowMs) <= hitsMax) return { ok: true }
      const left = windowMs - (clock.now().getTime() % windowMs)
      return { ok: false, retryAfterSeconds: Math.ceil(left / 1000) }
    },
    start: schedule,
    async stop() {
      clearTimeout(timer)
      timer = undefined
      await sharing
    },
  }
}

/** Refuses requests of an address that asks too much. */
export function rateLimit(limiter: RateLimiter): RequestHandler {
  return (request: Request, _response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS'
    const admission = limiter.admit(reads ? 'read' : 'write', request.ip ?? '')
    if (admission.ok) return next()
    const { retryAfterSeconds } = admission
    next(
      new GoatedError('RATE_LIMITED', 'Too many requests from this address. Come back a little later.', {
        details: { retryAfterSeconds },
      }),
    )
  }
}
