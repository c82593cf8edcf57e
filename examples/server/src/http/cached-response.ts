import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Request, Response } from 'express'

const compress = promisify(gzip)
const compressFrom = 1024

/** A body that is made once and sent many times. */
export interface CachedResponse {
  body: Buffer
  type: string
  /** Of the body as it is; the compressed one's ends differently, as strong tags must. */
  tag: string
  /** Made when first asked for. */
  zipped?: Promise<Buffer>
}

/** Bodies by key. A key names everything that the body depends on, versions included, so no entry is ever wrong. */
export interface ResponseCache {
  json(key: string, build: () => unknown): Promise<CachedResponse>
}

/** Prepares a body for sending. The tag comes from the bytes, so it is the same on every server. */
export function toCachedResponse(body: Buffer, type: string): CachedResponse {
  return { body, type, tag: createHash('sha256').update(body).digest('base64url').slice(0, 27) }
}

/** Makes a cache that forgets what was not asked for longest. */
export function createResponseCache(bytesMax: number = 64 * 1024 * 1024): ResponseCache {
  const entries = new Map<string, { response: Promise<CachedResponse>; bytes: number }>()
  let bytes = 0

  function forget(key: string): void {
    bytes -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }

  async function make(build: () => unknown): Promise<CachedResponse> {
    return toCachedResponse(Buffer.from(JSON.stringify(await build())), 'application/json; charset=utf-8')
  }

  return {
    json(key, build) {
      const found = entries.get(key)
      if (found) {
        entries.delete(key)
        entries.set(key, found)
        return found.response
      }
      const entry = { response: make(build), bytes: 0 }
      entries.set(key, entry)
      entry.response.then(
        ({ body }) => {
          if (entries.get(key) !== entry) return
          // The compressed twin, the key and the bookkeeping come on top.
          entry.bytes = Math.ceil(body.length * 1.3) + 2 * key.length + 500
          bytes += entry.bytes
          for (const oldest of entries.keys()) {
            if (bytes <= bytesMax) break
            forget(oldest)
          }
        },
        () => {
          if (entries.get(key) === entry) entries.delete(key)
        },
      )
      return entry.response
    },
  }
}

/** Sends a prepared body, or 304 to who has it already. */
export async function sendCached(
  request: Request,
  response: Response,
  cached: CachedResponse,
  cacheControl: string = 'no-cache',
): Promise<void> {
  const compressible = cached.body.length > compressFrom
  const zipped = compressible && acceptsGzip(request.headers['accept-encoding'])
  const tag = zipped ? `"${cached.tag}-gz"` : `"${cached.tag}"`
  response.setHeader('ETag', tag)
  response.setHeader('Cache-Control', cacheControl)
  if (compressible) response.setHeader('Vary', 'Accept-Encoding')
  if (matches(request.headers['if-none-match'], tag)) {
    response.status(304).end()
    return
  }
  const body = zipped ? await (cached.zipped ??= compress(cached.body)) : cached.body
  response.setHeader('Content-Type', cached.type)
  response.setHeader('Content-Length', body.length)
  if (zipped) response.setHeader('Content-Encoding', 'gzip')
  response.end(request.method === 'HEAD' ? undefined : body)
}

function acceptsGzip(header: string | string[] | undefined): boolean {
  return /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)/i.test(String(header ?? ''))
}

/** If-None-Match compares weakly: a proxy may have marked our tag as weak. */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag)
}
