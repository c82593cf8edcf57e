import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { affiliateStats, referralLeaderboard, type Answer } from './bodies.ts'
import { deliver, distort, faults, isFault, maintenancePage, type Fault } from './faults.ts'
import type { Simulation } from './simulation.ts'

export type UpstreamOptions = {
  simulation: Simulation
  /** Default 0: any free port. */
  port?: number
  /** Default '127.0.0.1'. */
  host?: string
  /** When given, every route but /health wants `Authorization: Bearer <token>`. */
  token?: string
  /** The real clock. Default the system's. */
  now?: () => Date
  /** The real instant at which simulated time is the simulation's startAt. Default: now, when the server starts. */
  startedAt?: Date
  /** Milliseconds to wait before a list is computed and answered. Default 0. */
  minLatencyMs?: number
  /** Lets anybody who can reach the server set faults by POST /_fault. Default false. */
  faultControl?: boolean
}

export type Upstream = {
  /** Such as http://127.0.0.1:4010, without a slash at the end. */
  url: string
  simulation: Simulation
  /** The simulated instant that a request would be answered for now. */
  asOf: () => Date
  /** Faults apply to requests that arrive from now on; null heals. */
  setFault: (fault: Fault | null) => void
  /** Stops listening and cuts open connections, hanging ones too. */
  close: () => Promise<void>
}

const compress = promisify(gzip)
const pathsOfLists = { flat: /^\/referral-leaderboard\/[^/]+$/, envelope: /^\/affiliate\/stats$/ }

/** Serves a simulation over HTTP. Rejects when the address cannot be listened on (EADDRINUSE, EACCES). */
export async function startUpstream(options: UpstreamOptions): Promise<Upstream> {
  const { simulation, port = 0, host = '127.0.0.1', now = () => new Date(), minLatencyMs = 0 } = options
  const startedAt = (options.startedAt ?? now()).getTime()
  const asOf = () => simulation.instantAfter(now().getTime() - startedAt)
  let fault: Fault | null = null

  const answerList = async (request: IncomingMessage, response: ServerResponse, render: (a: Answer) => string) => {
    const active = fault
    if (active === 'hang') return
    if (minLatencyMs > 0) await new Promise((resolve) => setTimeout(resolve, minLatencyMs))
    if (active === 'down') {
      sendJson(response, 503, { error: 'Service unavailable' }, { 'retry-after': '5' })
      return
    }
    const instant = asOf()
    const rows = simulation.rowsAt(instant)
    const html = active === 'html'
    const text = html ? maintenancePage : render(distort({ rows, totalUsers: rows.length, asOf: instant }, active))
    const zipped = acceptsGzip(request)
    const body = zipped ? await compress(text) : Buffer.from(text)
    response.writeHead(200, {
      'content-type': html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
      'content-length': body.length,
      'cache-control': 'no-store',
      vary: 'accept-encoding',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    })
    deliver(response, body, active)
  }

  const controlFault = (response: ServerResponse, kind: string | null) => {
    if (kind === null || (kind !== 'none' && !isFault(kind))) {
      sendJson(response, 400, { error: `kind must be one of: none, ${faults.join(', ')}` })
      return
    }
    fault = kind === 'none' ? null : kind
    sendJson(response, 200, { fault })
  }

  const route = async (request: IncomingMessage, response: ServerResponse) => {
    const [pathname = '/', query] = (request.url ?? '/').split('?', 2)
    const render = pathsOfLists.flat.test(pathname)
      ? referralLeaderboard
      : pathsOfLists.envelope.test(pathname)
        ? affiliateStats
        : null
    const isControl = options.faultControl === true && pathname === '/_fault'
    if (!render && !isControl && pathname !== '/health') {
      sendJson(response, 404, { error: 'Not found' })
      return
    }
    const method = isControl ? 'POST' : 'GET'
    if (request.method !== method) {
      sendJson(response, 405, { error: `Use ${method}` }, { allow: method })
      return
    }
    if (pathname === '/health') {
      sendJson(response, 200, { status: 'ok', asOf: asOf().toISOString(), speed: simulation.speed })
      return
    }
    if (options.token !== undefined && !isAuthorised(request, options.token)) {
      sendJson(response, 401, { error: 'Unauthorized' }, { 'www-authenticate': 'Bearer' })
      return
    }
    if (render) await answerList(request, response, render)
    else controlFault(response, new URLSearchParams(query).get('kind'))
  }

  // Paid here, the first reading's cost does not look like a slow upstream to the first client.
  simulation.rowsAt(asOf())
  const server = createServer((request, response) => {
    // A client that leaves early is no reason to fall over.
    response.on('error', () => undefined)
    route(request, response).catch(() => {
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: 'Internal error' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const bound = server.address() as AddressInfo
  const shownHost = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address

  return {
    url: `http://${shownHost}:${bound.port}`,
    simulation,
    asOf,
    setFault: (next) => {
      fault = next
    },
    close: () =>
      new Promise((resolve) => {
        // The callback's error only says that the server was closed before, which is what was asked for.
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}

function isAuthorised(request: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`))
}

function acceptsGzip(request: IncomingMessage): boolean {
  const offers = (request.headers['accept-encoding'] ?? '').split(',')
  return offers.some((offer) => /^\s*(gzip|x-gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(offer))
}
