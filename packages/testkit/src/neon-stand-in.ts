import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { neonConfig } from '@neondatabase/serverless'
import pg from 'pg'
import { createWebSocketStream, WebSocket, WebSocketServer } from 'ws'

export interface NeonStandIn {
  /** A database URL of the server behind it, by a host name like Neon's. */
  url: string
  /** How many WebSocket connections and HTTP requests it has served. */
  counts: { webSockets: number; requests: number }
  /** Cuts every open WebSocket, as Neon does when it suspends. */
  disconnect(): void
  close(): Promise<void>
}

interface Query {
  query: string
  params?: unknown[]
}

/**
 * Speaks Neon's two protocols in front of an ordinary Postgres: WebSockets that carry the Postgres protocol, and
 * `POST /sql`. It turns Neon's driver to itself for as long as it runs, for the whole process.
 */
export async function startNeonStandIn(postgresUrl: string): Promise<NeonStandIn> {
  const target = new URL(postgresUrl)
  const counts = { webSockets: 0, requests: 0 }

  const server = createServer((request, response) => {
    counts.requests++
    answer(request, postgresUrl).then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      },
      (error: Error) => response.writeHead(500).end(JSON.stringify({ message: error.message })),
    )
  })
  const webSockets = new WebSocketServer({ server })
  webSockets.on('connection', (webSocket) => {
    counts.webSockets++
    const stream = createWebSocketStream(webSocket)
    const socket = connect(Number(target.port), target.hostname)
    const end = () => {
      stream.destroy()
      socket.destroy()
    }
    for (const side of [stream, socket]) side.on('error', end).on('close', end)
    stream.pipe(socket).pipe(stream)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The Neon stand-in has no port.')

  const before = {
    wsProxy: neonConfig.wsProxy,
    fetchEndpoint: neonConfig.fetchEndpoint,
    useSecureWebSocket: neonConfig.useSecureWebSocket,
    pipelineConnect: neonConfig.pipelineConnect,
    pipelineTLS: neonConfig.pipelineTLS,
    webSocketConstructor: neonConfig.webSocketConstructor,
  }
  Object.assign(neonConfig, {
    wsProxy: () => `127.0.0.1:${address.port}/v2`,
    fetchEndpoint: () => `http://127.0.0.1:${address.port}/sql`,
    useSecureWebSocket: false,
    pipelineConnect: false,
    pipelineTLS: false,
    webSocketConstructor: WebSocket,
  })

  const url = new URL(postgresUrl)
  url.hostname = 'ep-stand-in-00000000.eu-central-1.aws.neon.tech'
  // Neon's driver wants a password to be there; the server behind does not look at it.
  if (url.password === '') url.password = 'neon'
  return {
    url: url.href,
    counts,
    disconnect() {
      for (const client of webSockets.clients) client.terminate()
    },
    async close() {
      Object.assign(neonConfig, before)
      for (const client of webSockets.clients) client.terminate()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answer(request: IncomingMessage, postgresUrl: string): Promise<{ status: number; body: unknown }> {
  if (request.method !== 'POST' || request.url !== '/sql') return { status: 404, body: { message: 'Not found.' } }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const input = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Query | { queries: Query[] }
  // Text as Postgres writes it: turning it into values is the driver's part.
  const raw = request.headers['neon-raw-text-output'] === 'true'
  const rowMode = request.headers['neon-array-mode'] === 'true' ? { rowMode: 'array' as const } : {}
  const types = raw ? { types: { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig } : {}
  const client = new pg.Client({ connectionString: postgresUrl })
  client.on('error', () => {})
  await client.connect()
  const run = async ({ query, params = [] }: Query) => {
    const result = await client.query({ text: query, values: params, ...rowMode, ...types })
    const { command, rowCount, rows, fields } = result
    return { command, rowCount, rows, fields, rowAsArray: 'rowMode' in rowMode }
  }
  try {
    if (!('queries' in input)) return { status: 200, body: await run(input) }
    await client.query('begin')
    const results = []
    for (const query of input.queries) results.push(await run(query))
    await client.query('commit')
    return { status: 200, body: { results } }
  } catch (error) {
    const { message, code, severity, detail, hint, constraint, table, column } = error as pg.DatabaseError
    return { status: 400, body: { message, code, severity, detail, hint, constraint, table, column } }
  } finally {
    // Closing rolls back what was not committed.
    await client.end().catch(() => {})
  }
}
