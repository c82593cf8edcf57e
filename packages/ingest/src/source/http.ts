import { GoatedError } from '@goated/schema'
import { parseLosslessJson } from './lossless-json.ts'
import { retryAfterMs, retryDelayMs } from './retry.ts'
import { bodyShape } from './shape.ts'

export interface HttpRequest {
  url: string
  headers?: Record<string, string>
  method?: 'GET' | 'POST'
  body?: string
  /** What an answer other than 2xx means, where the provider says more than its status; undefined: nothing more. */
  reasonOf?: (status: number, body: string) => string | undefined
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
   * @throws READING_INVALID the body is not JSON
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
  /** Of the decoded body. Default 64 MiB. */
  bodyBytesMax?: number
}

/** Makes the reader that one run of one source uses. */
export function createHttpReader(options: HttpReaderOptions = {}): HttpReader {
  const now = options.now ?? Date.now
  const random = options.random ?? Math.random
  const sleep = options.sleep ?? sleepFor
  const attemptsMax = options.attemptsMax ?? 4
  const deadline = now() + (options.deadlineMs ?? 60_000)
  const received: Received = { body: '', bodyBytes: 0, attempts: 0, shape: [] }
  const outer = options.signal ?? new AbortController().signal

  async function getJson(request: HttpRequest): Promise<unknown> {
    const body = parseLosslessJson(
      await getText({ ...request, headers: { accept: 'application/json', ...request.headers } }),
    )
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

/** One attempt that gave no usable answer. It never leaves this file. */
class AttemptFailure extends Error {
  constructor(
    readonly reason: string,
    message: string,
    readonly retriable: boolean,
    readonly retryAfterMs?: number,
  ) {
    super(message)
  }
}

async function attemptOnce(
  request: HttpRequest,
  signal: AbortSignal,
  options: HttpReaderOptions,
  received: Received,
): Promise<string> {
  let response: Response
  try {
    response = await (options.fetch ?? fetch)(request.url, {
      method: request.method ?? 'GET',
      headers: request.headers ?? {},
      signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    const body = await readCapped(response, options.bodyBytesMax ?? 64 * 1024 * 1024, received)
    received.body = body
    if (response.ok) return body
  } catch (error) {
    if (error instanceof AttemptFailure) throw error
    if (signal.aborted) throw new AttemptFailure('TIMEOUT', 'The upstream did not answer in time.', true)
    throw new AttemptFailure('NETWORK', 'The upstream could not be reached.', true)
  }
  throw statusFailure(response, request.reasonOf?.(response.status, received.body), (options.now ?? Date.now)())
}

function statusFailure(response: Response, given: string | undefined, now: number): AttemptFailure {
  const { status } = response
  if (given !== undefined)
    return new AttemptFailure(given, `The upstream answered with HTTP ${status}: ${given}.`, false)
  if (status === 401 || status === 403)
    return new AttemptFailure('UNAUTHORIZED', `The upstream refused the credential (HTTP ${status}).`, false)
  const retriable = status >= 500 || status === 429 || status === 408 || status === 425
  const reason = status === 429 ? 'RATE_LIMITED' : `HTTP_${status}`
  return new AttemptFailure(
    reason,
    `The upstream answered with HTTP ${status}.`,
    retriable,
    retryAfterMs(response.headers.get('retry-after'), now),
  )
}

/** Counts decoded bytes while they stream in, so that a small compressed body cannot fill the memory. */
async function readCapped(response: Response, max: number, received: Received): Promise<string> {
  if (!response.body) return ''
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let bytes = 0
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    received.bodyBytes = bytes
    if (bytes > max) {
      received.body = text
      throw new AttemptFailure('BODY_TOO_LARGE', `The upstream's body exceeds ${max} bytes.`, false)
    }
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
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
