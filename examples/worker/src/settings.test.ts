import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const needed = { DATABASE_URL: 'memory://', UPSTREAM_URL: 'http://localhost:4010/affiliate/stats' }

test('needs a database and an upstream, and has a default for everything else', () => {
  expect(readSettings({ ...needed, UPSTREAM_TOKEN: '', UNRELATED: 'x' })).toEqual({
    ...needed,
    DATABASE_POOL_MAX: 10,
    UPSTREAM_KIND: 'goated',
    PROVIDER_TIME_ZONE: 'UTC',
    PROVIDER_WEEK_STARTS_ON: 1,
    INGEST_INTERVAL: 900_000,
    WORKER_METRICS_HOST: '127.0.0.1',
    WORKER_STOP_WITHIN: 20_000,
    LOG_LEVEL: 'info',
  })
  expect(readSettings({ ...needed, INGEST_INTERVAL: '500ms' }).INGEST_INTERVAL).toBe(500)
})

test.each([
  '/data/board.csv',
  'board.csv',
  'C:\\data\\board.csv',
  'file:///data/board.csv',
  'https://files.example/b.csv',
])('a CSV may be a file or an address: %s', (url) => {
  const settings = { ...needed, UPSTREAM_KIND: 'csv', UPSTREAM_URL: url, UPSTREAM_IGNORE_COLUMNS: 'rank, note' }
  expect(readSettings(settings)).toMatchObject({ UPSTREAM_URL: url, UPSTREAM_IGNORE_COLUMNS: ['rank', 'note'] })
  expect(() => readSettings({ ...settings, UPSTREAM_URL: 'ftp://hunter2/b.csv' })).toThrow(/^UPSTREAM_URL: [^\n]+$/)
})

test.each([
  ['DATABASE_URL', ''],
  ['UPSTREAM_URL', 'hunter2'],
  ['UPSTREAM_URL', 'file:///hunter2.csv'],
  ['UPSTREAM_URL', '/data/hunter2.csv'],
  ['UPSTREAM_KIND', 'hunter2'],
  ['UPSTREAM_HEADERS', 'hunter2'],
  ['INGEST_INTERVAL', '0s'],
  ['INGEST_INTERVAL', '77'],
  ['PROVIDER_TIME_ZONE', 'Mars/Olympus'],
  ['WORKER_METRICS_PORT', '70000'],
  ['LOG_LEVEL', 'hunter2'],
])('names the variable that is wrong: %s=%s', (name, value) => {
  const read = () => readSettings({ ...needed, [name]: value })
  expect(read).toThrow(new RegExp(`^${name}: [^\\n]+$`))
  if (value !== '') expect(read).not.toThrow(value)
})
