import { once } from 'node:events'
import { expect, it } from 'vitest'
import { startLive } from './testing/live-rig.ts'

const large = 'x'.repeat(100_000)

it('keeps one message at most for who does not read, and a snapshot makes up for the rest', async () => {
  const live = await startLive()
  const [slow, fast] = [await live.open(), await live.open()]
  for (const client of [slow, fast]) {
    client.send({ type: 'subscribe', topics: ['races'] })
    await client.seen('snapshot')
  }
  slow.socket.pause()
  // More than the buffers of the system take, which nobody can limit from here.
  for (let version = 2; version <= 200; version++) {
    live.tell(large)
    await fast.seen('event', version)
  }
  expect(live.streams[0]?.writableLength).toBeGreaterThan(0)
  expect(live.streams[0]?.writableLength).toBeLessThan(large.length + 200)
  const before = slow.messages.length
  slow.socket.resume()
  await slow.seen('snapshot', 200)
  live.tell('race.created')
  await slow.seen('event', 201)
  await fast.seen('event', 201)
  const versions = slow.messages.slice(before).map(({ version }) => version)
  expect(versions.length).toBeLessThan(199)
  expect(versions.slice(-2)).toEqual([200, 201])
  // Without a gap up to where it was left behind.
  expect(versions.slice(0, -2)).toEqual(versions.slice(0, -2).map((_, index) => index + 2))
  expect(fast.messages.filter(({ type }) => type === 'event')).toHaveLength(200)
  expect(live.sockets.stats()).toMatchObject({ connections: 2, droppedSlow: 0 })
})

it('drops who goes on not reading, while others go on', async () => {
  const live = await startLive({ slowReaderMs: 1_000 })
  const [slow, fast] = [await live.open(), await live.open()]
  for (const client of [slow, fast]) {
    client.send({ type: 'subscribe', topics: ['races'] })
    await client.seen('snapshot')
  }
  slow.socket.pause()
  let version = 1
  while (live.sockets.stats().droppedSlow === 0) {
    live.tell(large)
    await fast.seen('event', ++version)
  }
  expect(live.streams[0]?.destroyed).toBe(true)
  live.tell('race.created')
  await fast.seen('event', ++version)
  await expect.poll(() => live.sockets.stats()).toMatchObject({ connections: 1, subscriptions: 1, droppedSlow: 1 })
  slow.socket.resume()
  if (slow.socket.readyState !== slow.socket.CLOSED) await once(slow.socket, 'close')
})

it('drops who sends all the time and reads nothing', async () => {
  const live = await startLive({ slowReaderMs: 60_000 })
  const client = await live.open()
  client.send({ type: 'subscribe', topics: ['races'] })
  await client.seen('snapshot')
  client.socket.pause()
  while ((live.streams[0]?.writableLength ?? 0) === 0) {
    live.tell(large)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  // What waits is below the limit so far; answers come on top of whatever else waits.
  live.streams[0]?.write(Buffer.alloc(256 * 1024))
  client.send({ type: 'ping' })
  await expect.poll(() => live.sockets.stats()).toMatchObject({ connections: 0, droppedSlow: 1 })
})
