import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { startLive } from './testing/live-rig.ts'

it('counts what is open and what was sent', async () => {
  const live = await startLive()
  const [one, two] = [await live.open(), await live.open()]
  for (const client of [one, two]) {
    client.send({ type: 'subscribe', topics: ['races', 'races'] })
    await client.seen('snapshot')
  }
  let received = 0
  two.socket.on('message', (data: Buffer) => (received = data.length))
  const before = live.sockets.stats()
  expect(before).toMatchObject({ connections: 2, subscriptions: 2, messagesSent: 4, droppedSlow: 0, refused: 0 })
  live.tell('race.created')
  await one.seen('event', 2)
  await two.seen('event', 2)
  const { messagesSent, bytesSent } = live.sockets.stats()
  expect(messagesSent).toBe(6)
  expect(bytesSent - before.bytesSent).toBe(2 * (received + 2))
  one.send({ type: 'unsubscribe', topics: ['races', 'nonsense'] })
  two.socket.close()
  await expect.poll(() => live.sockets.stats()).toMatchObject({ connections: 1, subscriptions: 0 })
})

it('lets in only so many of one address', async () => {
  // Whoever has one IPv6 address has the others of its network.
  const addresses = ['2001:db8::1', '2001:db8::2', '2001:db8::1', '192.0.2.1', '2001:db8::3', '2001:db8::1']
  const live = await startLive({ connectionsPerAddressMax: 2, addressOf: () => addresses.shift() ?? '' })
  const first = await live.open()
  await live.open()
  await expect(live.open()).rejects.toThrow('429')
  await live.open()
  first.socket.close()
  await expect.poll(() => live.sockets.stats().connections).toBe(2)
  await live.open()
  await expect(live.open()).rejects.toThrow('429')
  expect(live.sockets.stats()).toMatchObject({ connections: 3, refused: 2 })
})

it('goes by the address of the other end by itself', async () => {
  const live = await startLive({ connectionsPerAddressMax: 1 })
  await live.open({ localAddress: '127.0.0.2' })
  await live.open({ localAddress: '127.0.0.3' })
  await expect(live.open({ localAddress: '127.0.0.3' })).rejects.toThrow('429')
})

/** What the server answers to a handshake by hand, until it closes its side. */
async function knock(url: string, key: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: parseInt(port, 10), allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  const answer: Buffer[] = []
  socket.on('data', (data) => answer.push(data))
  socket.write(
    `GET /ws HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  )
  await once(socket, 'end')
  return Buffer.concat(answer).toString()
}

it('says why it refuses, and leaves nothing open', async () => {
  const live = await startLive({ connectionsMax: 1 })
  await live.open()
  const answer = await knock(live.url, 'dGhlIHNhbXBsZSBub25jZQ==')
  expect(answer).toMatch(/^HTTP\/1\.1 503 .*\r\nRetry-After: 30\r\n.*Too many connections\.$/s)
  await expect.poll(() => live.streams[1]?.destroyed).toBe(true)
  expect(live.sockets.stats()).toMatchObject({ connections: 1, refused: 1 })
})

it('frees the place of a handshake that fails', async () => {
  const live = await startLive({ connectionsMax: 1 })
  expect(await knock(live.url, 'nonsense')).toMatch(/^HTTP\/1\.1 400/)
  await expect.poll(() => live.streams[0]?.destroyed).toBe(true)
  await live.open()
})

it('serves sockets at /ws only, and pages of its own host and of allowed origins', async () => {
  const live = await startLive({ allowedOrigins: ['https://example.org'] })
  await live.open({ origin: live.url })
  await live.open({ origin: 'https://example.org' })
  for (const origin of ['https://evil.example', 'https://example.org.evil.example', 'http://example.org', 'null'])
    await expect(live.open({ origin })).rejects.toThrow('403')
  for (const path of ['/', '/ws/', '/wsx', '/api/ws', '/WS']) {
    const socket = new WebSocket(`${live.url.replace('http', 'ws')}${path}`)
    const [error] = (await once(socket, 'error')) as [Error]
    expect(error.message).toContain('404')
  }
  expect(live.sockets.stats().refused).toBe(9)
})

it('ends sockets that no longer answer', async () => {
  const live = await startLive({ heartbeatMs: 30 })
  const dead = await live.open({ autoPong: false })
  const alive = await live.open()
  const [code] = (await once(dead.socket, 'close')) as [number]
  expect(code).toBe(1006)
  expect(alive.socket.readyState).toBe(WebSocket.OPEN)
})

it('answers pings until there are too many', async () => {
  const live = await startLive()
  const client = await live.open()
  const closed = once(client.socket, 'close')
  let pongs = 0
  client.socket.on('pong', (data) => {
    expect(data.toString()).toBe('hello')
    pongs++
  })
  for (let count = 0; count < 500; count++) client.socket.ping('hello')
  expect((await closed)[0]).toBe(1008)
  expect(pongs).toBeGreaterThanOrEqual(40)
  expect(pongs).toBeLessThan(60)
})

it('closes on messages that are too large or too many', async () => {
  const live = await startLive()
  const large = await live.open()
  large.send({ type: 'subscribe', topics: ['x'.repeat(5_000)] })
  expect((await once(large.socket, 'close'))[0]).toBe(1009)
  const fast = await live.open()
  for (let count = 0; count < 500; count++) fast.send({ type: 'ping' })
  expect((await once(fast.socket, 'close'))[0]).toBe(1008)
  expect(fast.messages.filter(({ type }) => type === 'pong').length).toBeLessThan(60)
})

it('takes no compression from a client that offers it', async () => {
  const live = await startLive()
  const client = await live.open({ perMessageDeflate: true })
  expect(client.socket.extensions).toBe('')
})
