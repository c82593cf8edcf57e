import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Hub, Subscriber } from './hub.ts'
import { createSocketServer } from './socket-server.ts'
import { serveSocket } from './socket.ts'

const logger = pino({ enabled: false })

function fakeHub() {
  const subscribers: Subscriber[] = []
  const hub: Hub = {
    subscribe: (_name, subscriber) => {
      subscribers.push(subscriber)
      return Promise.resolve(true)
    },
    unsubscribe: vi.fn(),
  }
  return { hub, subscribers }
}

it('cuts off who does not read, and keeps nothing for who is gone', () => {
  const { hub, subscribers } = fakeHub()
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send: vi.fn(),
    terminate: vi.fn(),
  })
  serveSocket(socket as unknown as WebSocket, hub, logger)
  socket.emit('message', Buffer.from('{"type":"subscribe","topics":["races","races"]}'), false)
  expect(subscribers).toHaveLength(1)
  const message = Buffer.from('{}')
  socket.bufferedAmount = 1024 * 1024
  subscribers[0]?.send(message)
  expect(socket.send).toHaveBeenLastCalledWith(message, { binary: false })
  const sent = socket.send.mock.calls.length
  socket.bufferedAmount++
  subscribers[0]?.send(message)
  expect(socket.send).toHaveBeenCalledTimes(sent)
  expect(socket.terminate).toHaveBeenCalledTimes(1)
  socket.emit('close')
  expect(hub.unsubscribe).toHaveBeenCalledExactlyOnceWith('races', subscribers[0])
})

it('ends sockets that no longer answer', async () => {
  const httpServer = createServer()
  const sockets = createSocketServer({ httpServer, hub: fakeHub().hub, logger, heartbeatMs: 30 })
  httpServer.listen(0, '127.0.0.1')
  await once(httpServer, 'listening')
  onTestFinished(async () => {
    await sockets.close()
    httpServer.close()
  })
  const url = `ws://127.0.0.1:${(httpServer.address() as AddressInfo).port}/ws`
  const dead = new WebSocket(url, { autoPong: false })
  const alive = new WebSocket(url)
  await once(alive, 'open')
  const [code] = (await once(dead, 'close')) as [number]
  expect(code).toBe(1006)
  expect(alive.readyState).toBe(WebSocket.OPEN)
})
