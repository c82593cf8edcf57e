// Asks a server as fast as it answers, and does little else: bodies are counted, not read.
import { connect } from 'node:net'
import { answerQuestions, cpuMs } from './child.ts'

export interface Load {
  url: string
  headers: Readonly<Record<string, string>>
  status: number
  connections: number
  ms: number
}

export interface LoadResult {
  requests: number
  ms: number
  cpuMs: number
  bytes: number
}

answerQuestions({ load })

const buffer = Buffer.allocUnsafe(256 * 1024)
const headEnd = Buffer.from('\r\n\r\n')

async function load({ url, headers, status, connections, ms }: Load): Promise<LoadResult> {
  const { hostname, port, pathname, search, host } = new URL(url)
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`)
  const total = { requests: 0, bytes: 0 }
  const cpu = cpuMs()
  const started = performance.now()
  await Promise.all(Array.from({ length: connections }, askUntilDone))
  return { ...total, ms: performance.now() - started, cpuMs: cpuMs() - cpu }

  /** One request after the other on one connection. */
  function askUntilDone(): Promise<void> {
    return new Promise((resolve, reject) => {
      let left = 0
      const socket = connect({ host: hostname, port: parseInt(port, 10), onread: { buffer, callback: take } })
      socket.on('connect', () => socket.write(request))
      socket.on('error', reject)
      socket.on('close', () => resolve())

      function take(length: number): boolean {
        if (left === 0) left = lengthOf(buffer.subarray(0, length), status)
        left -= length
        total.bytes += length
        if (left < 0) socket.destroy(new Error('More came than was asked for.'))
        if (left !== 0) return true
        total.requests++
        if (performance.now() - started < ms) socket.write(request)
        else socket.destroy()
        return true
      }
    })
  }
}

/** Bytes of the answer that begins here. A server writes its head in one piece. */
function lengthOf(chunk: Buffer, status: number): number {
  const end = chunk.indexOf(headEnd)
  const head = chunk.toString('latin1', 0, end)
  if (end === -1 || !head.startsWith(`HTTP/1.1 ${status} `)) throw new Error(`Unexpected answer: ${head.slice(0, 200)}`)
  const body = status === 304 ? 0 : parseInt(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? '', 10)
  return end + headEnd.length + body
}
