import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nameSegment } from '@goated/example-contract'
import { DEFAULT_CALENDAR } from '@goated/races'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServer, type ReferenceServer } from '../server.ts'
import { type RaceDay, SOURCE, startRaceDay, TEST_SECRET } from '../testing/race-day.ts'

const names = ['.', '..', '~.', '...', '.bob', 'a/b', 'a%2Fb', '%2e', '100%', 'a?b', '#1', 'a\\b', 'a b', 'a+b', '🐐']

let database: TestDatabase
let day: RaceDay
let server: ReferenceServer
let url: string
let webRoot: string
beforeAll(async () => {
  database = await testDatabase()
  day = await startRaceDay(database.db, names)
  await day.advance('11:05')
  await day.read('11:15', Object.fromEntries(names.map((name, at) => [name, 10 + at])))
  webRoot = await mkdtemp(join(tmpdir(), 'goated-web-'))
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>board</title>')
  server = createServer({
    webRoot,
    db: database.db,
    source: SOURCE,
    calendar: DEFAULT_CALENDAR,
    clock: day.clock,
    secret: TEST_SECRET,
    logger: pino({ enabled: false }),
  })
  ;({ url } = await server.start(0, '127.0.0.1'))
})
afterAll(async () => {
  await server.close()
  await database.close()
  await rm(webRoot, { recursive: true, force: true })
})

test.each(names)('a player named %s is found at each address that names a player', async (name) => {
  const segment = nameSegment(name)
  const ask = async (path: string) => {
    const response = await fetch(`${url}/api${path}`)
    expect(response.status, path).toBe(200)
    return (await response.json()) as { username: string; items: { username: string }[] }
  }
  expect((await ask(`/affiliates/${segment}/stats`)).username).toBe(name)
  expect((await ask(`/affiliates/${segment}/races`)).items).toHaveLength(1)
  expect((await ask(`/races/${day.race.id}/participants/${segment}/history`)).username).toBe(name)
  const around = [
    await ask(`/races/${day.race.id}/standings/around/${segment}?radius=0`),
    await ask(`/leaderboards/daily/around/${segment}?radius=0`),
  ]
  const page = await fetch(`${url}/players/${segment}`, { headers: { accept: 'text/html' } })
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('board')])
  for (const { items } of around) expect(items.map(({ username }) => username)).toEqual([name])
})
