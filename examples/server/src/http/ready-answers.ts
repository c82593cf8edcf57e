import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type CachedResponse, negotiate } from './cached-response.ts'
import { apiHeaders } from './security-headers.ts'

/**
 * Answers that were given a moment ago and still hold, by address. They are sent before anything else of the server
 * runs: when a hundred thousand people watch one race, this is nearly every request.
 */
export interface ReadyAnswers {
  /** The moment to hand to `keep`, taken before the answer is worked out; null: an answer of now cannot be kept. */
  moment(): string | null
  keep(url: string, answer: ReadyAnswer, moment: string): void
  /** Sends the answer, if there is one that still holds. */
  serve(request: IncomingMessage, response: ServerResponse): boolean
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
  let held = ''
  const answers = new Map<string, ReadyAnswer>()
  const headers = headersOf(apiHeaders)

  function moment(): string | null {
    const version = options.version()
    // Data grows old without a change, so nothing holds for longer than a second.
    return version === null ? null : `${version}.${Math.floor(options.now() / 1000)}`
  }

  return {
    moment,
    keep(url, answer, of) {
      if (of !== moment() || url.length > addressLengthMax) return
      if (of !== held) answers.clear()
      held = of
      if (answers.size < addressesMax) answers.set(url, answer)
    },
    serve(request, response) {
      if (request.method !== 'GET' || held === '' || moment() !== held) return false
      const answer = answers.get(request.url ?? '')
      if (!answer) return false
      const started = performance.now()
      const { cached, route } = answer
      const { encoding, tag, isKnown, varies } = negotiate(request, cached)
      const body = encoding ? cached.ready[encoding] : cached.body
      if (!body || !options.admits(request)) return false
      const head = [...headers, 'X-Request-Id', randomUUID(), 'ETag', tag, 'Cache-Control', 'no-cache']
      if (varies) head.push('Vary', 'Accept-Encoding')
      const status = isKnown ? 304 : 200
      if (isKnown) response.writeHead(status, head).end()
      else {
        if (encoding) head.push('Content-Encoding', encoding)
        head.push('Content-Type', cached.type, 'Content-Length', String(body.length))
        response.writeHead(status, head).end(body)
      }
      options.served({ route, status, seconds: (performance.now() - started) / 1000 })
      return true
    },
  }
}

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
