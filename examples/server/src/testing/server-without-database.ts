import { DEFAULT_CALENDAR } from '@goated/races'
import type { TransactionalDb } from '@goated/schema'
import { pino } from 'pino'
import { createServer } from '../server.ts'
import { SOURCE, TEST_SECRET } from './race-day.ts'

/** A server for tests of what is answered before anything is looked up. */
export interface ServerWithoutDatabase {
  url: string
  /** What was logged as an error. */
  log: string[]
  close(): Promise<void>
}

const noDatabase = new Proxy({} as TransactionalDb, {
  get() {
    throw new Error('This test has no database.')
  },
})

/** Starts a server that has no database; where one is needed, it fails. */
export async function startWithoutDatabase(options: { webRoot?: string } = {}): Promise<ServerWithoutDatabase> {
  const log: string[] = []
  const server = createServer({
    db: noDatabase,
    source: SOURCE,
    calendar: DEFAULT_CALENDAR,
    secret: TEST_SECRET,
    logger: pino({ level: 'error' }, { write: (line: string) => void log.push(line) }),
    ...options,
  })
  const { url } = await server.start(0, '127.0.0.1')
  return { url, log, close: () => server.close() }
}
