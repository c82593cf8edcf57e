import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** An upstream over real HTTP that answers what the test says. */
export interface FakeUpstream {
  url: string
  /** Every request so far: method, path and headers. */
  requests: { method: string; url: string; headers: IncomingMessage['headers'] }[]
  /** The answers to the next requests, in order; the last one stays. */
  answer(...answers: Answer[]): void
  close(): Promise<void>
}

export async function startFakeUpstream(): Promise<FakeUpstream> {
  const requests: FakeUpstream['requests'] = []
  let queue: Answer[] = [json({ data: [] })]
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
    const answer = queue.length > 1 ? queue.shift() : queue[0]
    answer?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer(...answers) {
      queue = answers
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Answers with a JSON body; a string is sent as it is. */
export function json(body: unknown, status: number = 200, headers: Record<string, string> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

/** Accepts the request and never answers. */
export const hang: Answer = () => {}

/** Closes the connection instead of answering. */
export const hangUp: Answer = (_request, response) => {
  response.socket?.destroy()
}

/** Sends the first half of a body whose length it announced, then closes the connection. */
export function cutOff(body: string): Answer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.socket?.destroy())
  }
}

/** Sends one byte now and then, so that the connection never looks dead. */
export const drip: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}

/** A small answer that unpacks to `bytes`. */
export function gzipBomb(bytes: number): Answer {
  const packed = gzipSync(Buffer.alloc(bytes, ' '))
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    response.end(packed)
  }
}
