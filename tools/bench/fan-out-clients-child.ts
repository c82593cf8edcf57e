// Thousands of clients in one process that do nothing but count what comes.
import { connect, type Socket } from 'node:net'
import { answerQuestions } from './child.ts'

/** When the last of what was waited for came, on the clock that all processes of the machine share, in ns. */
export interface Arrived {
  lastAt: string
}

const buffer = Buffer.allocUnsafe(256 * 1024)
const sockets: Socket[] = []
const togetherMax = 100
let total = 0
let lastAt = 0n
let awaited: { bytes: number; resolve(arrived: Arrived): void; reject(error: Error): void } | undefined

answerQuestions({
  /** Connects so many clients, one portion after the other; those of WebSockets follow a topic. */
  async connect({ port, count, topic }: { port: number; count: number; topic?: string }) {
    for (let left = count; left > 0; left -= togetherMax)
      await Promise.all(Array.from({ length: Math.min(left, togetherMax) }, () => connectOne(port, topic)))
  },
  total: () => total,
  reset() {
    total = 0
  },
  /** Waits until so many bytes came since the last reset, then resets. */
  expect({ bytes }: { bytes: number }) {
    return new Promise<Arrived>((resolve, reject) => {
      awaited = { bytes, resolve, reject }
      settle()
    })
  },
  /** From now on only the first few read. */
  stopReading({ but }: { but: number }) {
    for (const socket of sockets.slice(but)) socket.pause()
  },
})

function connectOne(port: number, topic: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', onread: { buffer, callback: count } })
    sockets.push(socket)
    socket.on('error', reject)
    socket.on('close', () => awaited?.reject(new Error('A connection was closed.')))
    socket.on('connect', () => {
      if (topic === undefined) resolve()
      else socket.write(handshake)
    })
    let isOpen = topic === undefined

    function count(length: number): boolean {
      total += length
      lastAt = process.hrtime.bigint()
      if (!isOpen && topic !== undefined) follow(topic, buffer.toString('latin1', 0, length))
      settle()
      return true
    }

    function follow(wanted: string, answer: string): void {
      isOpen = true
      if (!answer.startsWith('HTTP/1.1 101')) return reject(new Error('No WebSocket was opened.'))
      socket.write(maskedFrame(JSON.stringify({ type: 'subscribe', topics: [wanted] })))
      resolve()
    }
  })
}

function settle(): void {
  if (!awaited || total < awaited.bytes) return
  const { bytes, resolve, reject } = awaited
  awaited = undefined
  if (total > bytes) reject(new Error(`${total} bytes came instead of ${bytes}.`))
  else resolve({ lastAt: String(lastAt) })
  total = 0
}

const handshake =
  'GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'

/** A client's text of at most 125 bytes, masked with zeros. */
function maskedFrame(text: string): Buffer {
  const body = Buffer.from(text)
  if (body.length > 125) throw new Error('Too long.')
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body])
}
