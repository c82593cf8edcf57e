import { DEFAULT_CALENDAR } from '@goated/races'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { pino } from 'pino'
import { expect } from 'vitest'
import { createServer, type ReferenceServer } from '../server.ts'
import { type RaceDay, SOURCE, startRaceDay, TEST_SECRET } from './race-day.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- tests look into every kind of answer
export type Body = Record<string, any>

/** A server with a race under way at 11:30, as visitors see it. */
export interface PublicSite {
  database: TestDatabase
  day: RaceDay
  server: ReferenceServer
  url: string
  /** What was logged as an error. */
  log: string[]
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** Expects the status and the content type that goes with it. */
  getJson(path: string, status?: number): Promise<Body>
  close(): Promise<void>
}

/** Starts one: Bob leads with 250, before alice with 100 and carol with 30; dave has wagered nothing. */
export async function startPublicSite(): Promise<PublicSite> {
  const database = await testDatabase()
  const day = await startRaceDay(database.db, ['alice', 'Bob', 'carol', 'dave'])
  const log: string[] = []
  const server = createServer({
    secret: TEST_SECRET,
    db: database.db,
    source: SOURCE,
    calendar: DEFAULT_CALENDAR,
    clock: day.clock,
    logger: pino({ level: 'error' }, { write: (line: string) => void log.push(line) }),
  })
  const { url } = await server.start(0, '127.0.0.1')
  server.publish(await day.advance('11:05'))
  server.publish(await day.read('11:15', { alice: 100, Bob: 50, carol: 0, dave: 0 }))
  server.publish(await day.read('11:30', { alice: 100, Bob: 250, carol: 30, dave: 0 }))
  const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers })
  return {
    database,
    day,
    server,
    url,
    log,
    get,
    async getJson(path, status = 200) {
      const response = await get(path)
      expect(response.status, path).toBe(status)
      expect(response.headers.get('content-type')).toMatch(
        status === 200 ? /^application\/json/ : /^application\/problem\+json/,
      )
      return (await response.json()) as Body
    },
    async close() {
      await server.close()
      await database.close()
    },
  }
}

/** A player whose name is shown. */
export function shown(username: string): { key: string; username: string; masked: boolean } {
  return { key: username, username, masked: false }
}
