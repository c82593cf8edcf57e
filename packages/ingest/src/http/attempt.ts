import { isGoatedError } from '@goated/schema'
import { decodeText, escapeBytes, inspectedBytesMax, startDecoding } from '../text/decode-text.ts'
import { AttemptFailure } from './attempt-failure.ts'
import { isBlocked } from './blocked.ts'
import type { HttpReaderOptions, HttpRequest, Received } from './http-reader.ts'
import { fetchFollowing } from './redirects.ts'
import { retryAfterMs } from './retry.ts'

const defaultBodyBytesMax = 64 * 1024 * 1024

/**
 * Sends a request once and reads its answer whole. What came in is in `received`, whatever becomes of it.
 *
 * @throws AttemptFailure no usable answer
 * @throws READING_INVALID the answer is not what its encoding says
 */
export async function attemptOnce(
  request: HttpRequest,
  signal: AbortSignal,
  options: HttpReaderOptions,
  received: Received,
): Promise<string> {
  let response: Response
  let bytes: Uint8Array
  let charset: string | null
  try {
    response = await fetchFollowing(request, signal, options)
    charset = charsetOf(response)
    bytes = await readCapped(response, charset, options.bodyBytesMax ?? defaultBodyBytesMax, received)
  } catch (error) {
    if (error instanceof AttemptFailure) throw error
    if (signal.aborted) throw new AttemptFailure('TIMEOUT', 'The upstream did not answer in time.', true)
    throw new AttemptFailure('NETWORK', 'The upstream could not be reached.', true)
  }
  if (!response.ok) {
    received.body = inspect(bytes, charset)
    throw statusFailure(response, request, received.body, (options.now ?? Date.now)())
  }
  try {
    received.body = decodeText(bytes, charset)
  } catch (error) {
    received.body = inspect(bytes, charset)
    throw error
  }
  if (isBlocked(response, received.body)) throw blocked(response.status)
  request.onHeaders?.(response.headers)
  return received.body
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
  charset: string | null,
  max: number,
  received: Received,
): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    received.bodyBytes += chunk.byteLength
    chunks.push(chunk)
    if (received.bodyBytes > max) {
      received.body = inspect(Buffer.concat(chunks).subarray(0, max), charset)
      throw new AttemptFailure('BODY_TOO_LARGE', `The upstream's body exceeds ${max} bytes.`, false)
    }
  }
  return Buffer.concat(chunks)
}
