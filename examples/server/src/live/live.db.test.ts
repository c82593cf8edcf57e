import { DEFAULT_CALENDAR } from '@goated/races'
import { connect } from '@goated/schema'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createServer, type ReferenceServer, type ServerOptions } from '../server.ts'
import { type FeedClient, type FeedMessage, openFeed } from '../testing/feed-client.ts'
import { type RaceDay, SOURCE, startRaceDay, TEST_SECRET } from '../testing/race-day.ts'

let database: TestDatabase
let server: ReferenceServer
let day: RaceDay
let url: string
const clients: FeedClient[] = []

beforeEach(async () => {
  database = await testDatabase()
  day = await startRaceDay(database.db, ['alice', 'bob'])
  await day.advance('11:01')
  await day.read('11:15', { alice: 10, bob: 5 })
  server = createServer(options())
  ;({ url } = await server.start(0, '127.0.0.1'))
})

function options(): ServerOptions {
  return {
    db: database.db,
    source: SOURCE,
    calendar: DEFAULT_CALENDAR,
    clock: day.clock,
    logger: pino({ enabled: false }),
    publicUrl: 'https://example.org',
    secret: TEST_SECRET,
    pollMs: 50,
  }
}

afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.terminate()
  await server.close()
  await database.close()
})

async function open(headers: Record<string, string> = {}): Promise<FeedClient> {
  const client = await openFeed(url, headers)
  clients.push(client)
  return client
}

describe('topics', () => {
  it('sends the snapshot, then every change without a gap', async () => {
    const client = await open()
    const topic = `race:${day.race.id}`
    client.send({ type: 'subscribe', topics: [topic] })
    expect(await client.next()).toEqual({ type: 'subscribed', topics: [topic] })
    const snapshot = await client.next()
    expect(snapshot).toMatchObject({ type: 'snapshot', topic, data: { race: { id: day.race.id, entrants: 2 } } })
    expect(snapshot.data.standings.map(({ username }: { username: string }) => username)).toEqual(['alice', 'bob'])

    // Written by another process, as far as the server can tell: it was not told.
    await day.read('11:30', { alice: 10, bob: 5 })
    await day.read('11:45', { alice: 10, bob: 15, carol: 1 })
    const update = await client.next('update')
    const last = update.data.changed.length > 0 ? update : await client.next('update')
    expect(last.data).toMatchObject({
      race: { updatedAt: '2025-03-12T11:45:00.000Z' },
      changed: [
        { username: 'bob', rank: 1, previousRank: 2, total: '15.00000000' },
        { username: 'alice', rank: 2, previousRank: 1 },
        { username: 'carol', rank: 3, previousRank: null },
      ],
      removed: [],
    })
    expect(update.version).toBe(snapshot.version + 1)

    server.publish(await day.read('12:00', { alice: 10, bob: 16, carol: 1 }))
    const next = await client.next('update')
    expect(next.version).toBe(last.version + 1)
    expect(next.data.changed).toEqual([expect.objectContaining({ username: 'bob', total: '16.00000000' })])
    expect(client.waiting).toEqual([])
  })

  it('gives a late subscriber the state that the next change builds on', async () => {
    const [first, second] = [await open(), await open()]
    const topic = `race:${day.race.id}`
    first.send({ type: 'subscribe', topics: [topic] })
    await first.next('snapshot')
    server.publish(await day.read('11:30', { alice: 20, bob: 5 }))
    const { version } = await first.next('update')
    second.send({ type: 'subscribe', topics: [topic] })
    const snapshot = await second.next('snapshot')
    expect(snapshot.version).toBe(version)
    server.publish(await day.read('11:45', { alice: 30, bob: 5 }))
    const updates = [await first.next('update'), await second.next('update')]
    expect(updates[0]).toEqual(updates[1])
    expect(updates[0]?.version).toBe(version + 1)
    second.send({ type: 'subscribe', topics: [topic] })
    expect(await second.next('snapshot')).toMatchObject({ version: version + 1 })
    second.send({ type: 'unsubscribe', topics: [topic] })
    second.send({ type: 'ping' })
    await second.next('pong')
    server.publish(await day.read('12:00', { alice: 40, bob: 5 }))
    await first.next('update')
    second.send({ type: 'ping' })
    await second.next('pong')
    expect(second.waiting.filter(({ type }) => type === 'update')).toEqual([])
  })

  it('tells of starts and ends of races, after the boards show them', async () => {
    const client = await open()
    client.send({ type: 'subscribe', topics: ['races', `race:${day.race.id}`] })
    const snapshots = [await client.next('snapshot'), await client.next('snapshot')]
    const races = snapshots.find(({ topic }) => topic === 'races')
    expect(races?.data).toEqual({ races: [{ id: day.race.id, status: 'live' }] })
    await day.advance('14:00')
    const event = await client.next('event')
    expect(event).toMatchObject({
      version: (races?.version ?? 0) + 1,
      data: { name: 'race.settling', raceId: day.race.id },
    })
    // The clock moves first, so the server may see old data before it sees the end.
    let update = await client.next('update')
    while (update.data.race.status === 'live') update = await client.next('update')
    expect(update.data.race.status).toBe('settling')
    await day.read('14:00', { alice: 20, bob: 5 })
    await day.advance('14:01')
    expect(await client.next('event')).toMatchObject({ version: event.version + 1, data: { name: 'race.completed' } })
  })

  it('lets a client that missed a change notice, and start over', async () => {
    const client = await open()
    const topic = `race:${day.race.id}`
    client.send({ type: 'subscribe', topics: [topic] })
    const { version } = await client.next('snapshot')
    server.publish(await day.read('11:30', { alice: 20, bob: 5 }))
    await client.next('update')
    server.publish(await day.read('11:45', { alice: 20, bob: 50 }))
    const after = await client.next('update')
    // As if the first had never come: this one does not follow on the snapshot.
    expect(after.version).toBe(version + 2)
    client.send({ type: 'unsubscribe', topics: [topic] })
    client.send({ type: 'subscribe', topics: [topic] })
    const again = await client.next('snapshot')
    expect(again.data.standings).toMatchObject([
      { username: 'bob', total: '50.00000000' },
      { username: 'alice', total: '20.00000000' },
    ])
    server.publish(await day.read('12:00', { alice: 30, bob: 50 }))
    expect((await client.next('update')).version).toBe(again.version + 1)
  })

  it('says that the data went stale, though nothing came', async () => {
    const client = await open()
    client.send({ type: 'subscribe', topics: [`race:${day.race.id}`] })
    expect((await client.next('snapshot')).data.race.stale).toBe(false)
    day.clock.set('2025-03-12T12:30:00Z')
    expect((await client.next('update')).data).toMatchObject({ race: { stale: true }, changed: [], removed: [] })
  })

  it('follows leaderboards', async () => {
    const client = await open()
    client.send({ type: 'subscribe', topics: ['leaderboard:daily'] })
    const snapshot = await client.next('snapshot')
    expect(snapshot.data).toMatchObject({ leaderboard: { period: 'daily' }, entries: [{ username: 'alice' }, {}] })
    server.publish(await day.read('11:30', { alice: 10, bob: 50 }))
    const update = await client.next('update')
    expect(update.version).toBe(snapshot.version + 1)
    expect(update.data.changed[0]).toMatchObject({ username: 'bob', rank: 1, previousRank: 2 })
  })
})

describe('several servers on one database', () => {
  it('each tell of a change once, with consecutive versions', async () => {
    const connection = database.url === undefined ? undefined : await connect(database.url)
    const other = createServer({
      ...options(),
      db: connection?.db ?? database.db,
      // Told by the database where it can, and not by looking.
      ...(connection ? { listen: connection.listen, pollMs: 60_000 } : {}),
    })
    onTestFinished(async () => {
      await other.close()
      await connection?.close()
    })
    const { url: otherUrl } = await other.start(0, '127.0.0.1')
    const followers = [await open(), await openFeed(otherUrl)]
    onTestFinished(() => followers[1]?.socket.terminate())
    const topic = `race:${day.race.id}`
    for (const client of followers) {
      client.send({ type: 'subscribe', topics: [topic, 'races'] })
      const snapshots = [await client.next('snapshot'), await client.next('snapshot')]
      expect(snapshots.map(({ version }) => version)).toEqual([1, 1])
    }

    // Written by a third process, as far as either server can tell.
    await day.read('11:30', { alice: 20, bob: 5 })
    await day.advance('14:00')
    await day.read('14:00', { alice: 20, bob: 50 })
    await day.advance('14:01')
    for (const client of followers) {
      const events: FeedMessage[] = []
      while (events.at(-1)?.data.name !== 'race.completed') events.push(await client.next('event'))
      let update = await client.next('update')
      const updates = [update]
      while (update.data.race.status !== 'completed') updates.push((update = await client.next('update')))
      expect(events.map(({ version, data }) => `${version} ${data.name}`)).toEqual([
        '2 race.settling',
        '3 race.completed',
      ])
      expect(updates.map(({ version }) => version)).toEqual(updates.map((_, place) => place + 2))
      expect(client.waiting.map(({ type }) => type)).toEqual(['subscribed'])
    }
  })
})

describe('refusals', () => {
  it('answers what it does not understand', async () => {
    const client = await open()
    for (const message of [
      '{oops',
      '[]',
      '{"type":"shout"}',
      '{"type":"subscribe"}',
      '{"type":"subscribe","topics":[1]}',
    ]) {
      client.send(message)
      expect(await client.next()).toMatchObject({ type: 'error', code: 'MESSAGE_INVALID' })
    }
    client.socket.send(Buffer.from('{"type":"ping"}'), { binary: true })
    expect(await client.next()).toMatchObject({ type: 'error', code: 'MESSAGE_INVALID' })
    for (const topic of ['nonsense', 'race:', 'race:x', 'race:99999999999', 'leaderboard:hourly', 'race:1:2']) {
      client.send({ type: 'subscribe', topics: [topic] })
      expect(await client.next('error')).toMatchObject({ code: 'TOPIC_UNKNOWN', topic })
    }
    client.send({ type: 'subscribe', topics: ['race:2147483647'] })
    expect(await client.next('error')).toMatchObject({ code: 'RACE_NOT_FOUND' })
    client.send({ type: 'subscribe', topics: Array.from({ length: 15 }, (_, index) => `race:${index + 1000}`) })
    client.send({ type: 'subscribe', topics: Array.from({ length: 15 }, (_, index) => `race:${index + 2000}`) })
    const codes = Array.from({ length: 16 }, async () => (await client.next('error')).code)
    expect(new Set(await Promise.all(codes))).toContain('TOPICS_TOO_MANY')
  })

  it('closes on messages that are too large or too many', async () => {
    const large = await open()
    large.send({ type: 'subscribe', topics: ['x'.repeat(5000)] })
    expect((await large.closed).code).toBe(1009)
    const fast = await open()
    for (let count = 0; count < 60; count++) fast.send({ type: 'ping' })
    expect((await fast.closed).code).toBe(1008)
  })

  it('lets in pages of its own host and of allowed origins only', async () => {
    await open({ origin: url })
    await open({ origin: 'https://example.org' })
    await expect(open({ origin: 'https://evil.example' })).rejects.toThrow('403')
    await expect(open({ origin: 'null' })).rejects.toThrow('403')
    await expect(openFeed(`${url}/elsewhere`)).rejects.toThrow('404')
  })

  it('tells everyone when it shuts down', async () => {
    const client = await open()
    await server.close()
    expect((await client.closed).code).toBe(1001)
    await expect(fetch(`${url}/health/live`)).rejects.toThrow()
  })
})
