import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import Negotiator from 'negotiator'

const compressFrom = 1024

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Ways to compress, best first. Each body is compressed once in each way. */
const encodings = {
  // The default quality, 11, would take a second for a large board; 5 is about as fast as gzip and a fifth smaller.
  br: (body: Buffer) => brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => zip(body),
}
type Encoding = keyof typeof encodings
const offered: readonly Encoding[] = ['br', 'gzip']

/** A body that is made once and sent many times. */
export interface CachedResponse {
  body: Buffer
  type: string
  /** Of the body as it is; the compressed one's ends differently, as strong tags must. */
  tag: string
  /** Made when first asked for, and in `ready` from then on. */
  compressed: Partial<Record<Encoding, Promise<Buffer>>>
  ready: Partial<Record<Encoding, Buffer>>
}

/** Bodies by key. A key names everything that the body depends on, versions included, so no entry is ever wrong. */
export interface ResponseCache {
  json(key: string, build: () => unknown): Promise<CachedResponse>
}

/** Prepares a body for sending. The tag comes from the bytes, so it is the same on every server. */
export function toCachedResponse(body: Buffer, type: string): CachedResponse {
  return {
    body,
    type,
    tag: createHash('sha256').update(body).digest('base64url').slice(0, 27),
    compressed: {},
    ready: {},
  }
}

/** Makes a cache that forgets the body that nobody has asked for the longest. */
export function createResponseCache(bytesMax: number = 64 * 1024 * 1024): ResponseCache {
  const cache = new LRUCache<string, CachedResponse, () => unknown>({
    maxSize: bytesMax,
    // The compressed twins, the key and the bookkeeping come on top.
    sizeCalculation: ({ body }, key) => Math.ceil(body.length * 1.6) + 2 * key.length + 500,
    // A body is made once, however many requests ask for it meanwhile.
    async fetchMethod(_key, _old, { context: build }) {
      return toCachedResponse(Buffer.from(JSON.stringify(await build())), 'application/json; charset=utf-8')
    },
    // A request gets its body even if others have taken the body's place in the cache meanwhile.
    ignoreFetchAbort: true,
  })
  return { json: (key, build) => cache.forceFetch(key, { context: build }) }
}

/** What a client gets of a prepared body: which form of it, or only that it has it already. */
export interface Negotiated {
  encoding: Encoding | undefined
  tag: string
  isKnown: boolean
  varies: boolean
}

/** Finds out in which form a client takes a body, and whether it has it already. */
export function negotiate({ headers }: IncomingMessage, cached: CachedResponse): Negotiated {
  const varies = cached.body.length > compressFrom
  const encoding = varies ? chooseEncoding(headers['accept-encoding']) : undefined
  const tag = encoding ? `"${cached.tag}-${encoding}"` : `"${cached.tag}"`
  return { encoding, tag, varies, isKnown: matches(headers['if-none-match'], tag) }
}

/** Sends a prepared body, or 304 to a client that has it already. */
export async function sendCached(
  request: IncomingMessage,
  response: ServerResponse,
  cached: CachedResponse,
  cacheControl: string = 'no-cache',
): Promise<void> {
  const { encoding, tag, isKnown, varies } = negotiate(request, cached)
  response.setHeader('ETag', tag)
  response.setHeader('Cache-Control', cacheControl)
  if (varies) response.setHeader('Vary', 'Accept-Encoding')
  if (isKnown) {
    response.statusCode = 304
    response.end()
    return
  }
  const body = encoding ? await compressed(cached, encoding) : cached.body
  response.setHeader('Content-Type', cached.type)
  response.setHeader('Content-Length', body.length)
  if (encoding) response.setHeader('Content-Encoding', encoding)
  response.end(request.method === 'HEAD' ? undefined : body)
}

function compressed(cached: CachedResponse, encoding: Encoding): Promise<Buffer> {
  return (cached.compressed[encoding] ??= encodings[encoding](cached.body).then((body) => {
    cached.ready[encoding] = body
    return body
  }))
}

// Browsers send one of a handful of headers, so what each means is looked up, not worked out.
const chosen = new LRUCache<string, { encoding: Encoding | undefined }>({ max: 200 })

/** The best of our encodings that a client accepts. */
function chooseEncoding(header: string | string[] | undefined): Encoding | undefined {
  const accepted = String(header ?? '')
  const known = chosen.get(accepted)
  if (known) return known.encoding
  const negotiator = new Negotiator({ headers: { 'accept-encoding': accepted } })
  const encoding = offered.find((each) => negotiator.encodings([each]).includes(each))
  chosen.set(accepted, { encoding })
  return encoding
}

/** If-None-Match compares weakly: a proxy may have marked our tag as weak. */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag)
}
