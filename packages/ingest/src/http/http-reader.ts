import { GoatedError } from '@goated/schema'
import { bodyShape } from '../json/body-shape.ts'
import { parseLosslessJson } from '../json/lossless-json.ts'
import { AttemptFailure } from './attempt-failure.ts'
import { attemptOnce } from './attempt.ts'
import { checkHeaders } from './request-headers.ts'
import { retryDelayMs } from './retry.ts'

export interface HttpRequest {
  url: string
  /** The media type that is asked for. `getJson` asks for JSON. */
  accept?: string
  /** What the source itself must send, its credential above all. It goes to the provider's own host only. */
  headers?: Record<string, string>
  method?: 'GET' | 'POST'
  body?: string
  /** What an answer other than 2xx means, where the provider says more than its status; undefined: nothing more. */
  reasonOf?: (status: number, body: string) => string | undefined
  /** Told of the headers of a usable answer. */
  onHeaders?: (headers: Headers) => void
}

/** What was received so far, for the record of the run. A source that reads something else than HTTP fills it too. */
export interface Received {
  body: string
  bodyBytes: number
  attempts: number
  /** Key paths of the body (`bodyShape`), or the columns of a table. */
  shape: string[]
}

/** How a source talks to its upstream: every request with deadlines, retries and a cap on the body. */
export interface HttpReader {
  /**
   * Fetches and parses JSON, numbers kept as text (`parseLosslessJson`).
   *
   * @throws UPSTREAM_FAILED no usable answer; `details.reason` says why
   * @throws READING_INVALID the body is no text in its encoding, or not JSON
   */
  getJson(request: HttpRequest): Promise<unknown>
  /** Fetches text, with the same deadlines and limits. */
  getText(request: HttpRequest): Promise<string>
  readonly received: Received
}

export interface HttpReaderOptions {
  fetch?: typeof fetch
  random?: () => number
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  now?: () => number
  signal?: AbortSignal | undefined
  /** Attempts at one request. Default 4. */
  attemptsMax?: number
  /** For one attempt. Default 20 s. */
  attemptTimeoutMs?: number
  /** For everything together, waiting included. Default 60 s. */
  deadlineMs?: number
  /** Of the body, unpacked. Default 64 MiB. */
  bodyBytesMax?: number
  /** Sent with every request, beside what the source itself sends, which wins. A `user-agent` replaces our own. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Other hosts that the upstream may redirect to: `host`, `host:port`, or `*.domain`. Default none. */
  redirectHosts?: readonly string[] | undefined
}

/**
 * Makes the reader that one run of one source uses.
 *
 * @throws INPUT_INVALID `headers` holds a header that cannot be sent
 */
export function createHttpReader(options: HttpReaderOptions = {}): HttpReader {
  const now = options.now ?? Date.now
  const random = options.random ?? Math.random
  const sleep = options.sleep ?? sleepFor
  const attemptsMax = options.attemptsMax ?? 4
  const deadline = now() + (options.deadlineMs ?? 60_000)
  const received: Received = { body: '', bodyBytes: 0, attempts: 0, shape: [] }
  const outer = options.signal ?? new AbortController().signal
  checkHeaders(options.headers ?? {})

  async function getJson(request: HttpRequest): Promise<unknown> {
    const body = parseLosslessJson(await getText({ accept: 'application/json', ...request }))
    received.shape = bodyShape(body)
    return body
  }

  async function getText(request: HttpRequest): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      try {
        received.attempts++
        const timeoutMs = Math.max(1, Math.min(options.attemptTimeoutMs ?? 20_000, deadline - now()))
        // A fresh signal for every attempt: an aborted one would abort all that follow.
        const signal = AbortSignal.any([outer, AbortSignal.timeout(timeoutMs)])
        received.body = ''
        received.bodyBytes = 0
        received.body = await attemptOnce(request, signal, options, received)
        return received.body
      } catch (error) {
        if (outer.aborted) throw outer.reason
        if (!(error instanceof AttemptFailure)) throw error
        const delayMs = error.retryAfterMs ?? retryDelayMs(attempt, random)
        if (!error.retriable || attempt >= attemptsMax || now() + delayMs >= deadline)
          throw new GoatedError('UPSTREAM_FAILED', error.message, {
            details: { reason: error.reason, attempts: attempt },
          })
        await sleep(delayMs, outer)
      }
    }
  }
  return { getJson, getText, received }
}

function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms)
    function done(): void {
      signal.removeEventListener('abort', done)
      clearTimeout(timer)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    signal.addEventListener('abort', done)
  })
}
