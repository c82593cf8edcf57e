import { isGoatedError } from '@goated/schema'
import { decodeText, escapeBytes, inspectedBytesMax, startDecoding } from '../text/decode-text.ts'
import { AttemptFailure } from './attempt-failure.ts'
import { isBlocked } from './blocked.ts'
import type { HttpReaderOptions, HttpRequest } from './http-request.ts'
import { type NotRead, notRead } from './received.ts'
import { fetchFollowing } from './redirects.ts'
import { retryAfterMs } from './retry.ts'

const defaultBodyBytesMax = 64 * 1024 * 1024

/** How one attempt ended, and what came in for it: the text of a usable answer, or the start of another to look at. */
export type Attempt = { body: string; bodyBytes: number } & (
  | { outcome: 'ok'; headers: Headers }
  | (NotRead & { retriable: boolean; retryAfterMs?: number | undefined })
)

/** Sends a request once and reads its answer whole. Only a mistake of ours is thrown. */
export async function attemptOnce(
  request: HttpRequest,
  signal: AbortSignal,
  options: HttpReaderOptions,
): Promise<Attempt> {
  let response: Response
  try {
    response = await fetchFollowing(request, signal, options)
  } catch (error) {
    return failed(error instanceof AttemptFailure ? error : unreachable(signal))
  }
  const charset = charsetOf(response)
  const max = options.bodyBytesMax ?? defaultBodyBytesMax
  const { bytes, ended } = await readCapped(response, max)
  const bodyBytes = bytes.length
  if (ended === 'broken') return failed(unreachable(signal), '', bodyBytes)
  if (ended === 'too_large') {
    const failure = new AttemptFailure('BODY_TOO_LARGE', `The upstream's body exceeds ${max} bytes.`, false)
    return failed(failure, inspect(bytes.subarray(0, max), charset), bodyBytes)
  }
  if (!response.ok) {
    const body = inspect(bytes, charset)
    return failed(statusFailure(response, request, body, (options.now ?? Date.now)()), body, bodyBytes)
  }
  let body: string
  try {
    body = decodeText(bytes, charset)
  } catch (error) {
    return { ...notRead(error), retriable: false, body: inspect(bytes, charset), bodyBytes }
  }
  if (isBlocked(response, body)) return failed(blocked(response.status), body, bodyBytes)
  return { outcome: 'ok', headers: response.headers, body, bodyBytes }
}

function failed(failure: AttemptFailure, body: string = '', bodyBytes: number = 0): Attempt {
  const { reason, message, retriable } = failure
  return {
    outcome: 'failed',
    reason,
    detail: message,
    answered: false,
    retriable,
    retryAfterMs: failure.retryAfterMs,
    body,
    bodyBytes,
  }
}

function unreachable(signal: AbortSignal): AttemptFailure {
  return signal.aborted
    ? new AttemptFailure('TIMEOUT', 'The upstream did not answer in time.', true)
    : new AttemptFailure('NETWORK', 'The upstream could not be reached.', true)
}

function statusFailure(response: Response, request: HttpRequest, body: string, now: number): AttemptFailure {
  const { status } = response
  if (isBlocked(response, body)) return blocked(status)
  const given = request.reasonOf?.(status, body)
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

/** Another attempt at once would only make the protection more suspicious. */
function blocked(status: number): AttemptFailure {
  return new AttemptFailure(
    'BLOCKED',
    `A protection in front of the upstream blocked the request (HTTP ${status}), which says nothing of the credential. Ask the provider to allow this server's address, or send a User-Agent that it allows.`,
    false,
  )
}

function charsetOf(response: Response): string | null {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(response.headers.get('content-type') ?? '')?.[1] ?? null
}

/** The start of a body to look at, which need not be a text, and may be cut in the middle of a character. */
function inspect(bytes: Uint8Array, charset: string | null): string {
  const start = bytes.subarray(0, inspectedBytesMax)
  try {
    const decoding = startDecoding(charset)
    return decoding.write(start) + (start.length === bytes.length ? decoding.end() : '')
  } catch (error) {
    if (!isGoatedError(error)) throw error
    return escapeBytes(start)
  }
}

/** Counts unpacked bytes while they stream in, so that a small compressed body cannot fill the memory. */
async function readCapped(
  response: Response,
  max: number,
): Promise<{ bytes: Uint8Array; ended: 'whole' | 'too_large' | 'broken' }> {
  const chunks: Uint8Array[] = []
  let length = 0
  const read = (ended: 'whole' | 'too_large' | 'broken') => ({ bytes: Buffer.concat(chunks), ended })
  if (!response.body) return read('whole')
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength
      chunks.push(chunk)
      if (length > max) return read('too_large')
    }
  } catch {
    return read('broken')
  }
  return read('whole')
}
