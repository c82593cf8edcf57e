import { createUser } from '@goated/accounts'
import { DEFAULT_CALENDAR } from '@goated/races'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { pino } from 'pino'
import { createServer, type ReferenceServer, type ServerOptions } from '../server.ts'
import { type ApiClient, apiClient } from './api-client.ts'
import { type RaceDay, SOURCE, startRaceDay, TEST_SECRET } from './race-day.ts'

/** A server with a race under way, and somebody to run it. */
export interface Desk {
  database: TestDatabase
  day: RaceDay
  server: ReferenceServer
  url: string
  /** What was logged. */
  log: string[]
  /** A visitor, or who has a token. */
  visitor(token?: string): ApiClient
  /** Signed in as somebody who was just made, by name and the password of all. */
  signIn(username: string, options?: { isAdmin?: boolean }): Promise<ApiClient>
  /** Starts another server over the same database. */
  startAnother(options: Partial<ServerOptions>): Promise<{ url: string; close(): Promise<void> }>
  close(): Promise<void>
}

export const PASSWORD = 'correct horse battery'

/** Starts a desk whose admins need no second factor, unless the options say otherwise. */
export async function startDesk(options: Partial<ServerOptions> = {}): Promise<Desk> {
  const database = await testDatabase()
  const day = await startRaceDay(database.db, ['alice', 'bob', 'carol'])
  await day.advance('11:05')
  await day.read('11:15', { alice: 100, bob: 250, carol: 30 })
  const log: string[] = []
  const shared: ServerOptions = {
    db: database.db,
    source: SOURCE,
    calendar: DEFAULT_CALENDAR,
    clock: day.clock,
    secret: TEST_SECRET,
    adminTotp: 'optional',
    pollMs: 50,
    logger: pino({ level: 'error' }, { write: (line: string) => void log.push(line) }),
    limits: { read: { hitsMax: 1_000_000, windowMs: 60_000 }, write: { hitsMax: 1_000_000, windowMs: 60_000 } },
    ...options,
  }
  const server = createServer(shared)
  const { url } = await server.start(0, '127.0.0.1')
  return {
    database,
    day,
    server,
    url,
    log,
    visitor: (token) => apiClient(url, token),
    async signIn(username, { isAdmin = false } = {}) {
      await createUser(database.db, { username, password: PASSWORD, isAdmin }, { clock: day.clock })
      const client = apiClient(url)
      const { status, body } = await client.call('POST /api/auth/login', { body: { username, password: PASSWORD } })
      if (status !== 200) throw new Error(`${username} could not sign in: ${JSON.stringify(body)}`)
      return client
    },
    async startAnother(changes) {
      const another = createServer({ ...shared, ...changes })
      return { ...(await another.start(0, '127.0.0.1')), close: () => another.close() }
    },
    async close() {
      await server.close()
      await database.close()
    },
  }
}
