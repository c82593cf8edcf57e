import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { textFrame } from './text-frame.ts'

it('is read by clients as the text it was made of', async () => {
  const lengths = [0, 125, 126, 65_535, 65_536]
  const texts = [...lengths.map((length) => 'x'.repeat(length)), 'é'.repeat(100), '€'.repeat(50_000)]
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => server.close())
  server.on('connection', (_socket, request) => {
    for (const text of texts) request.socket.write(textFrame(text))
  })
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  onTestFinished(() => client.terminate())
  const received: string[] = []
  client.on('message', (data: Buffer, isBinary) => received.push(isBinary ? 'binary' : data.toString()))
  while (received.length < texts.length) await once(client, 'message')
  expect(received).toEqual(texts)
})
