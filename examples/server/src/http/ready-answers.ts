import type { IncomingMessage, ServerResponse } from 'node:http'
import { type CachedResponse, negotiate, type Negotiated } from './cached-response.ts'
import { apiHeaders } from './security-headers.ts'

/**
 * Answers that were given a moment ago and still hold, by address. They are sent before anything else of the server
 * runs: when a hundred thousand people watch one race, this is nearly every request. Nothing is logged about them, so
 * they have no request id either; they are counted and limited like any other.
 */
export interface ReadyAnswers {
  /** The moment to hand to `keep`, taken before the answer is worked out; null: an answer of now cannot be kept. */
  moment(): Moment | null
  keep(url: string, answer: ReadyAnswer, moment: Moment): void
  /** Sends the answer, if there is one that still holds. */
  serve(request: IncomingMessage, response: ServerResponse): boolean
}

/** For how long an answer holds: while nothing changes, and not beyond its second, as data grows old without a change. */
export interface Moment {
  version: number
  second: number
}

export interface ReadyAnswer {
  cached: CachedResponse
  /** The route's path, for who counts. */
  route: string
}

export interface ReadyAnswersOptions {
  /** Differs as soon as something shown may have changed; null while nobody knows. */
  version(): number | null
  now(): number
  /** Whether this client may be served right now. */
  admits(request: IncomingMessage): boolean
  served(answer: { route: string; status: number; seconds: number }): void
}

const addressesMax = 2_000
const addressLengthMax = 500

/** Makes a store of ready answers. */
export function createReadyAnswers(options: ReadyAnswersOptions): ReadyAnswers {
  let held: Moment = { version: NaN, second: NaN }
  const answers = new Map<string, ReadyAnswer & { heads: Map<string, string[]> }>()

  function isNow({ version, second }: Moment): boolean {
    return options.version() === version && Math.floor(options.now() / 1000) === second
  }

  return {
    moment() {
      const version = options.version()
      return version === null ? null : { version, second: Math.floor(options.now() / 1000) }
    },
    keep(url, answer, moment) {
      if (!isNow(moment) || url.length > addressLengthMax) return
      if (!isNow(held)) answers.clear()
      held = moment
      if (answers.size < addressesMax) answers.set(url, { ...answer, heads: new Map() })
    },
    serve(request, response) {
      if (request.method !== 'GET' || !isNow(held)) return false
      const answer = answers.get(request.url ?? '')
      if (!answer) return false
      const started = performance.now()
      const { cached, route, heads } = answer
      const form = negotiate(request, cached)
      const body = form.encoding ? cached.ready[form.encoding] : cached.body
      if (!body || !options.admits(request)) return false
      const status = form.isKnown ? 304 : 200
      const key = `${status}${form.encoding ?? ''}`
      const head = heads.get(key) ?? headOf(form, cached.type, body.length)
      heads.set(key, head)
      response.writeHead(status, head).end(form.isKnown ? undefined : body)
      options.served({ route, status, seconds: (performance.now() - started) / 1000 })
      return true
    },
  }
}

/**
 * Names and values in turn, as a response takes them at once. Each header costs Node a microsecond of about thirty, so
 * a client that has the answer already is sent what RFC 9110, 15.4.5 asks for, and keeps the other headers.
 */
function headOf({ encoding, tag, isKnown, varies }: Negotiated, type: string, length: number): string[] {
  const head = ['ETag', tag, 'Cache-Control', 'no-cache']
  if (varies) head.push('Vary', 'Accept-Encoding')
  if (isKnown) return head
  if (encoding) head.push('Content-Encoding', encoding)
  return [...head, ...sameForAll, 'Content-Type', type, 'Content-Length', String(length)]
}

const sameForAll = headersOf(apiHeaders)

/** The headers that a middleware sets, which are the same for every request. */
function headersOf(middleware: typeof apiHeaders): string[] {
  const set: string[] = []
  const response = {
    setHeader: (name: string, value: string) => set.push(name, value),
    removeHeader: () => {},
  } as unknown as ServerResponse
  middleware({ headers: {} } as IncomingMessage, response, () => {})
  return set
}
