import { setTimeout } from 'node:timers/promises'
import { bodyShape } from '../json/body-shape.ts'
import { parseLosslessJson } from '../json/lossless-json.ts'
import { attemptOnce } from './attempt.ts'
import type { HttpReaderOptions, HttpRequest } from './http-request.ts'
import { type NotRead, notRead, readReceived, type Received, type SourceAnswer } from './received.ts'
import { checkHeaders } from './request-headers.ts'
import { retryDelayMs } from './retry.ts'

/**
 * How a source talks to its upstream: every request with deadlines, retries and a cap on the body. Each call returns
 * what it received itself, so any number of them may run at a time. Neither throws for what an upstream does; a signal
 * that is aborted throws its reason.
 */
export interface HttpReader {
  /**
   * Fetches JSON and makes sense of it.
   *
   * @param read is given the parsed body, numbers kept as text (`parseLosslessJson`), and throws READING_INVALID or
   * UPSTREAM_FAILED for what it cannot use
   */
  getJson<Value>(
    request: HttpRequest,
    read: (body: unknown, headers: Headers) => Value | Promise<Value>,
  ): Promise<SourceAnswer<Value>>
  /**
   * Fetches text and makes sense of it, with the same deadlines and limits.
   *
   * @param request.shapeOf the columns of the text, so that a change of them is noticed; absent: not known
   */
  getText<Value>(
    request: HttpRequest & { shapeOf?: (text: string) => readonly string[] | Promise<readonly string[]> },
    read: (text: string, headers: Headers) => Value | Promise<Value>,
  ): Promise<SourceAnswer<Value>>
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
  const outer = options.signal ?? new AbortController().signal
  checkHeaders(options.headers ?? {})
  return {
    async getJson(request, read) {
      const sent = await send({ accept: 'application/json', ...request })
      if (sent.outcome === 'failed') return sent
      const { received, headers } = sent
      let body: unknown
      try {
        body = parseLosslessJson(received.body)
      } catch (error) {
        return { ...notRead(error), received }
      }
      return readReceived({ ...received, shape: bodyShape(body) }, () => read(body, headers))
    },
    async getText({ shapeOf, ...request }, read) {
      const sent = await send(request)
      if (sent.outcome === 'failed') return sent
      const { received, headers } = sent
      const shape = (await shapeOf?.(received.body)) ?? []
      return readReceived({ ...received, shape }, () => read(received.body, headers))
    },
  }

  async function send(
    request: HttpRequest,
  ): Promise<{ received: Received } & ({ outcome: 'ok'; headers: Headers } | NotRead)> {
    for (let attempts = 1; ; attempts++) {
      const timeoutMs = Math.max(1, Math.min(options.attemptTimeoutMs ?? 20_000, deadline - now()))
      // A fresh signal for every attempt: an aborted one would abort all that follow.
      const signal = AbortSignal.any([outer, AbortSignal.timeout(timeoutMs)])
      const attempt = await attemptOnce(request, signal, options)
      const { body, bodyBytes } = attempt
      const received = { body, bodyBytes, attempts, shape: [] }
      if (attempt.outcome === 'ok') return { outcome: 'ok', headers: attempt.headers, received }
      outer.throwIfAborted()
      const { reason, detail, answered, retriable } = attempt
      const delayMs = attempt.retryAfterMs ?? retryDelayMs(attempts, random)
      if (!retriable || attempts >= attemptsMax || now() + delayMs >= deadline)
        return { outcome: 'failed', reason, detail, answered, received }
      await sleep(delayMs, outer)
    }
  }
}

async function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
}
