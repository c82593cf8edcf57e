// One HTTP server under test, in a process of its own: ours, Express, or node:http with a ready body.
import { randomBytes } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { DEFAULT_CALENDAR } from '@goated/races'
import { connect } from '@goated/schema'
import express from 'express'
import { createServer } from '../../examples/server/src/server.ts'
import { answerQuestions, cpuMs } from './child.ts'
import { benchSource } from './world.ts'

/** All requests come from one address, and none is to be refused. Counting goes on. */
const unlimited = { hitsMax: Infinity, windowMs: 60_000 }

answerQuestions({
  async serveOurs({ database }: { database: string }) {
    const { db, listen } = await connect(database)
    const limits = { read: unlimited, write: unlimited }
    const secret = randomBytes(32).toString('hex')
    const server = createServer({ db, listen, source: benchSource.id, calendar: DEFAULT_CALENDAR, secret, limits })
    return (await server.start(0, '127.0.0.1')).url
  },
  serveExpress({ body }: { body: string }) {
    const board = JSON.parse(body) as unknown
    const app = express()
    app.get('/board', (_request, response) => {
      response.json(board)
    })
    return listen(createHttpServer(app))
  },
  serveRaw({ body }: { body: string }) {
    const plain = Buffer.from(body)
    const zipped = gzipSync(plain)
    const tag = '"board"'
    const headers = { 'Content-Type': 'application/json; charset=utf-8', ETag: tag }
    const server = createHttpServer((request, response) => {
      if (request.headers['if-none-match'] === tag) response.writeHead(304, { ETag: tag }).end()
      else if (request.headers['accept-encoding'] === 'gzip')
        response.writeHead(200, { ...headers, 'Content-Encoding': 'gzip', 'Content-Length': zipped.length }).end(zipped)
      else response.writeHead(200, { ...headers, 'Content-Length': plain.length }).end(plain)
    })
    return listen(server)
  },
  cpu: cpuMs,
})

async function listen(server: ReturnType<typeof createHttpServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/board`
}
