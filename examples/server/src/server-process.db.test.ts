import { once } from 'node:events'
import { connect } from 'node:net'
import { createApiToken, createUser } from '@goated/accounts'
import { auditLog, idempotencyKeys, outboxEvents, wagerRaces } from '@goated/schema/tables'
import { testDatabase, type TestDatabase, testEngine } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { apiClient } from './testing/api-client.ts'
import { type ServerProcess, startServerProcess } from './testing/server-process.ts'

// One process at a time may have an embedded database, so these need a server.
describe.runIf(testEngine() === 'postgres')('a server in a process of its own', () => {
  let database: TestDatabase
  let servers: ServerProcess[]
  beforeEach(async () => {
    database = await testDatabase()
    servers = []
  })
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.end('SIGKILL')))
    await database.close()
  })
  async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
    const server = await startServerProcess({ DATABASE_URL: database.url ?? '', ...env })
    servers.push(server)
    return server
  }
  const countSessions = async (where: ReturnType<typeof sql>) => {
    const [row] = await database.db
      .select({ count: sql<number>`count(*)::int` })
      .from(sql`pg_stat_activity`)
      .where(sql`datname = current_database() and application_name = 'goated-server' and ${where}`)
    return row?.count
  }

  test('that is killed in a request leaves nothing of it, and the same request is then done once', async () => {
    const { db } = database
    const { id } = await createUser(db, { username: 'chief', password: 'correct horse battery', isAdmin: true })
    const { token } = await createApiToken(db, { name: 'desk', scopes: ['races:write'], createdBy: id })
    const create = ({ url }: ServerProcess) =>
      apiClient(url, token).call('POST /api/admin/races', {
        headers: { 'idempotency-key': 'the-one-race' },
        body: {
          title: 'Once',
          source: 'goated',
          prizePool: '100.00',
          prizeDistribution: [{ from: 1, percent: '100' }],
          startDate: '2125-03-12T18:00:00Z',
          endDate: '2125-03-12T20:00:00Z',
        },
      })
    const rows = async () => ({
      races: await db.$count(wagerRaces),
      audit: await db.$count(auditLog),
      events: await db.$count(outboxEvents),
      keys: await db.$count(idempotencyKeys),
    })

    const killed = await start()
    await db.transaction(async (tx) => {
      // Everything but the answer is written by then.
      await tx.execute(sql`lock table goated.idempotency_keys in share mode`)
      const lost = create(killed).catch((error: unknown) => error)
      await expect.poll(() => countSessions(sql`wait_event_type = 'Lock'`)).toBe(1)
      await killed.end('SIGKILL')
      expect(await lost).toBeInstanceOf(TypeError)
    })
    await expect.poll(() => countSessions(sql`true`)).toBe(0)
    expect(await rows()).toEqual({ races: 0, audit: 0, events: 0, keys: 0 })

    const server = await start()
    const done = await create(server)
    expect(done.status, JSON.stringify(done.body)).toBe(201)
    const again = await create(server)
    expect([again.status, again.body]).toEqual([201, done.body])
    expect(await rows()).toEqual({ races: 1, audit: 1, events: 1, keys: 1 })
  })

  /** Sends bytes from time to time, and says what came back once the connection is closed, and after how long. */
  async function drip({ url }: ServerProcess, pieces: Iterable<string>) {
    const started = performance.now()
    const socket = connect(parseInt(new URL(url).port, 10), '127.0.0.1')
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
    socket.on('error', () => {})
    const rest = pieces[Symbol.iterator]()
    const timer = setInterval(() => {
      const { value, done } = rest.next()
      if (done !== true && socket.writable) socket.write(value)
    }, 500)
    await once(socket, 'close')
    clearInterval(timer)
    return { answer, seconds: (performance.now() - started) / 1000 }
  }
  function* repeat(first: string, text: string) {
    yield first
    for (;;) yield text
  }

  test('bounds what a client may take its time for, and how many connections it has', async () => {
    const server = await start()
    const { url } = server
    const head = 'POST /api/auth/login HTTP/1.1\r\nHost: board\r\n'
    const slow = await Promise.all([
      drip(server, []),
      drip(server, repeat('G', '')),
      drip(server, repeat(head, 'X-More: 1\r\n')),
      drip(server, repeat(`${head}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`, ' ')),
    ])
    for (const { answer, seconds } of slow) {
      expect(answer).toMatch(/^(?:$|HTTP\/1\.1 408)/)
      expect(seconds).toBeLessThan(60)
    }
    // Generous, for a busy machine: Node alone would look twice a minute.
    for (const { seconds } of slow.slice(0, 3)) expect(seconds).toBeLessThan(25)

    const port = parseInt(new URL(url).port, 10)
    const sockets = Array.from({ length: 260 }, () => connect(port, '127.0.0.1').on('error', () => {}))
    const refused = new Set<string>()
    for (const socket of sockets)
      socket.once('data', (data) => void refused.add(data.toString('latin1').split('\r\n', 1)[0] ?? ''))
    await expect.poll(() => sockets.filter(({ closed }) => closed).length).toBe(10)
    expect([...refused]).toEqual(['HTTP/1.1 429 Too Many Requests'])
    const other = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' })
    await once(other, 'connect')
    other.write('GET /health/live HTTP/1.1\r\nHost: board\r\nConnection: close\r\n\r\n')
    expect(String((await once(other, 'data'))[0])).toMatch(/^HTTP\/1\.1 200/)
    for (const socket of sockets) socket.destroy()
    await expect
      .poll(() =>
        fetch(`${url}/health/live`).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200)
  })

  test('knows its proxy, whose connections it does not count, and ignores upgrades that it does not know', async () => {
    const { url } = await start({ TRUST_PROXY: '127.0.0.1' })
    const port = parseInt(new URL(url).port, 10)
    const sockets = Array.from({ length: 300 }, () => connect(port, '127.0.0.1').on('error', () => {}))
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    expect((await fetch(`${url}/api/site`)).status).toBe(200)
    expect(sockets.filter(({ closed }) => closed)).toEqual([])
    for (const socket of sockets) socket.destroy()

    async function ask(path: string, upgrade: string, method = 'GET', body = ''): Promise<string> {
      const socket = connect(port, '127.0.0.1')
      socket.write(
        `${method} ${path} HTTP/1.1\r\nHost: board\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: ${upgrade}\r\n` +
          `HTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      )
      const [data] = (await once(socket, 'data')) as [Buffer]
      socket.destroy()
      return data.toString()
    }
    for (const upgrade of ['h2c', 'foo', 'TLS/1.0', 'h2c, websocket'])
      for (const path of ['/api/site', '/health/live', '/api/site'])
        expect(await ask(path, upgrade)).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(await ask('/api/auth/login', 'h2c', 'POST', '{"username":"ann"}')).toMatch(
      /^HTTP\/1\.1 400 .*"path":"password"/s,
    )
    expect(await ask('/api/site', 'websocket')).toMatch(/^HTTP\/1\.1 404 /)
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`)
    await once(socket, 'open')
    socket.terminate()
  })
})
