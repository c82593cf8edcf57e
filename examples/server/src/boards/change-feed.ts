import { describeError } from '@goated/example-logging'
import { type Connection } from '@goated/schema'
import { EVENTS_CHANNEL } from '@goated/schema/internal'
import type { Logger } from 'pino'

/** Keeps looking for changes: at intervals, and at once when told. */
export interface ChangeFeed {
  /** Looks now. Resolves when a look that began after the call is over; never rejects. */
  check(): Promise<void>
  /** A look that somebody asked for and that is not over yet. */
  pending(): Promise<void> | undefined
  start(): Promise<void>
  stop(): Promise<void>
}

export interface ChangeFeedOptions {
  look(): Promise<void>
  intervalMs: number
  /** Shortens the wait for what other processes wrote; looking at intervals goes on all the same. */
  listen?: Connection['listen'] | undefined
  logger: Logger
}

/** Makes a feed that never looks twice at the same time. */
export function createChangeFeed({ look, intervalMs, listen, logger }: ChangeFeedOptions): ChangeFeed {
  let current: Promise<void> | undefined
  let next: Promise<void> | undefined
  let asked: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let unlisten: (() => Promise<void>) | undefined
  let started = false
  let failing = false

  async function lookOnce(): Promise<void> {
    try {
      await look()
      if (failing) logger.info('boards follow the database again')
      failing = false
    } catch (error) {
      // Once per outage, not every two seconds of it.
      if (!failing) logger.warn(describeError(error), 'boards cannot follow the database')
      failing = true
    }
  }

  function run(): Promise<void> {
    if (!current) {
      current = lookOnce().finally(() => {
        current = undefined
      })
      return current
    }
    return (next ??= current.then(() => {
      next = undefined
      return run()
    }))
  }

  function check(): Promise<void> {
    const promise = run().finally(() => {
      if (asked === promise) asked = undefined
    })
    asked = promise
    return promise
  }

  function schedule(): void {
    if (!started) return
    timer = setTimeout(() => void run().then(schedule), intervalMs)
    timer.unref()
  }

  return {
    check,
    pending: () => asked,
    async start() {
      if (started) return
      started = true
      await run()
      schedule()
      try {
        unlisten = await listen?.(EVENTS_CHANNEL, () => void check(), { onReconnect: () => void check() })
      } catch (error) {
        logger.warn(describeError(error), 'changes of other processes are not announced; boards follow by looking')
      }
    },
    async stop() {
      started = false
      clearTimeout(timer)
      await unlisten?.()
      await (next ?? current)
    },
  }
}
