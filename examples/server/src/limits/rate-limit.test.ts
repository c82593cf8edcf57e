import { manualClock } from '@goated/testkit'
import type { Request, Response } from 'express'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createRateLimiter, RATE_LIMITS, rateLimit, type RateLimiter, type RateLimits } from './rate-limit.ts'

const noon = '2025-03-12T12:00:00.000Z'

/** A limiter over a database that answers as it is told, and what it was asked and warned. */
function limiterWith(options: { limits?: RateLimits; answer?: () => Promise<unknown> } = {}) {
  const clock = manualClock(noon)
  const execute = vi.fn(options.answer ?? (async () => ({ rows: [] })))
  const warn = vi.fn()
  const { limits } = options
  const limiter = createRateLimiter({
    db: { execute } as never,
    clock,
    logger: { warn } as never,
    ...(limits ? { limits } : {}),
  })
  return { limiter, clock, execute, warn }
}
const admitted = (limiter: RateLimiter, kind: 'read' | 'write', times: number, address = '192.0.2.1') =>
  Array.from({ length: times }, () => limiter.admit(kind, address)).filter(({ ok }) => ok).length

describe('one address', () => {
  test('may read and write so often in a minute', () => {
    expect(RATE_LIMITS).toEqual({
      read: { hitsMax: 1200, windowMs: 60_000 },
      write: { hitsMax: 120, windowMs: 60_000 },
    })
    const { limiter, clock } = limiterWith()
    expect(admitted(limiter, 'read', 1200)).toBe(1200)
    expect(admitted(limiter, 'read', 1)).toBe(0)
    expect(admitted(limiter, 'write', 121)).toBe(120)
    expect(admitted(limiter, 'read', 1, '192.0.2.2')).toBe(1)
    clock.advance(59_999)
    expect(admitted(limiter, 'read', 1)).toBe(0)
    clock.advance(1)
    expect(admitted(limiter, 'read', 1201)).toBe(1200)
  })

  test.each([
    [0, 60],
    [1, 60],
    [1000, 59],
    [59_000, 1],
    [59_999, 1],
  ])('%d ms into the minute is told to come back in %d s', (ms, retryAfterSeconds) => {
    const { limiter, clock } = limiterWith({
      limits: { read: { hitsMax: 0, windowMs: 60_000 }, write: { hitsMax: 0, windowMs: 60_000 } },
    })
    clock.advance(ms)
    expect(limiter.admit('read', '192.0.2.1')).toEqual({ ok: false, retryAfterSeconds })
  })

  test('is the same however it is written, and all of its /64', () => {
    const { limiter } = limiterWith({
      limits: { read: { hitsMax: 1, windowMs: 60_000 }, write: { hitsMax: 1, windowMs: 60_000 } },
    })
    expect(admitted(limiter, 'read', 1, '2001:db8:1:2::1')).toBe(1)
    expect(admitted(limiter, 'read', 1, '2001:db8:1:2::2')).toBe(0)
    expect(admitted(limiter, 'read', 1, '2001:db8:1:3::1')).toBe(1)
  })
})

describe('a request', () => {
  const limits = { read: { hitsMax: 1, windowMs: 60_000 }, write: { hitsMax: 0, windowMs: 60_000 } }
  const ask = (method: string, ip?: string) => {
    const { limiter } = limiterWith({ limits })
    const admit = vi.spyOn(limiter, 'admit')
    const next = vi.fn()
    void rateLimit(limiter)({ method, ip } as Request, {} as Response, next)
    return { next, asked: admit.mock.calls[0] }
  }

  test.each([
    ['GET', 'read'],
    ['HEAD', 'read'],
    ['OPTIONS', 'read'],
    ['POST', 'write'],
    ['PUT', 'write'],
    ['DELETE', 'write'],
  ])('%s is a %s', (method, kind) => {
    expect(ask(method, '192.0.2.1').asked).toEqual([kind, '192.0.2.1'])
  })

  test('goes on, or is refused with when to come back', () => {
    expect(ask('GET', '192.0.2.1').next).toHaveBeenCalledExactlyOnceWith()
    expect(ask('GET').asked).toEqual(['read', ''])
    expect(ask('POST', '192.0.2.1').next).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'RATE_LIMITED', details: { retryAfterSeconds: 60 } }),
    )
  })
})

describe('sharing', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('happens each second, of who has used a tenth of the smaller limit', async () => {
    const { limiter, execute } = limiterWith()
    limiter.start()
    admitted(limiter, 'read', 11)
    await vi.advanceTimersByTimeAsync(1000)
    expect(execute).not.toHaveBeenCalled()
    admitted(limiter, 'read', 1)
    await vi.advanceTimersByTimeAsync(999)
    expect(execute).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(execute).toHaveBeenCalledTimes(1)
    await limiter.stop()
    await vi.advanceTimersByTimeAsync(5000)
    expect(execute).toHaveBeenCalledTimes(1)
  })

  test('that fails is told once, until it works again', async () => {
    let works = false
    const answer = async () => (works ? { rows: [] } : Promise.reject(new Error('gone')))
    const { limiter, warn, execute } = limiterWith({ answer })
    limiter.start()
    admitted(limiter, 'read', 12)
    await vi.advanceTimersByTimeAsync(3000)
    expect(execute).toHaveBeenCalledTimes(3)
    expect(warn).toHaveBeenCalledTimes(1)
    works = true
    await vi.advanceTimersByTimeAsync(1000)
    works = false
    await vi.advanceTimersByTimeAsync(2000)
    expect(warn).toHaveBeenCalledTimes(2)
    await limiter.stop()
  })

  test('stops once what it has begun is done', async () => {
    let done = () => {}
    const { limiter, execute } = limiterWith({
      answer: () => new Promise((resolve) => (done = () => resolve({ rows: [] }))),
    })
    limiter.start()
    admitted(limiter, 'read', 12)
    await vi.advanceTimersByTimeAsync(1000)
    let stopped = false
    const stopping = limiter.stop().then(() => (stopped = true))
    await vi.advanceTimersByTimeAsync(5000)
    expect(stopped).toBe(false)
    done()
    await stopping
    await vi.advanceTimersByTimeAsync(5000)
    expect(execute).toHaveBeenCalledTimes(1)
  })
})

test('sharing keeps no process alive', async () => {
  const { limiter } = limiterWith()
  const timers = vi.spyOn(globalThis, 'setTimeout')
  try {
    limiter.start()
    const started = timers.mock.results.map(({ value }) => value as NodeJS.Timeout)
    expect(started.map((timer) => timer.hasRef())).toEqual([false])
    await limiter.stop()
  } finally {
    timers.mockRestore()
  }
})
