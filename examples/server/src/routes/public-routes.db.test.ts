import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_CALENDAR, verifyNewArchives } from '@goated/races'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer, type ReferenceServer } from '../server.ts'
import { type RaceDay, SOURCE, startRaceDay, TEST_SECRET } from '../testing/race-day.ts'

let database: TestDatabase
let server: ReferenceServer
let day: RaceDay
let url: string
let webRoot: string
let log: string[]

beforeAll(async () => {
  database = await testDatabase()
  webRoot = await mkdtemp(join(tmpdir(), 'goated-web-'))
  await mkdir(join(webRoot, 'assets'))
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Goated</title>')
  await writeFile(join(webRoot, 'goated-board.js'), 'export {}')
  await writeFile(join(webRoot, 'assets', 'index-abc.js'), `console.log(${'1,'.repeat(2000)}1)`)
  day = await startRaceDay(database.db, ['alice', 'Bob', 'carol', 'dave'])
  log = []
  server = createServer({
    secret: TEST_SECRET,
    db: database.db,
    source: SOURCE,
    calendar: DEFAULT_CALENDAR,
    clock: day.clock,
    logger: pino({ level: 'error' }, { write: (line: string) => void log.push(line) }),
    webRoot,
  })
  ;({ url } = await server.start(0, '127.0.0.1'))
  server.publish(await day.advance('11:05'))
  server.publish(await day.read('11:15', { alice: 100, Bob: 50, carol: 0, dave: 0 }))
  server.publish(await day.read('11:30', { alice: 100, Bob: 250, carol: 30, dave: 0 }))
})

afterAll(async () => {
  await server.close()
  await database.close()
  await rm(webRoot, { recursive: true })
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers })

type Body = Record<string, any>

async function getJson(path: string, status = 200): Promise<Body> {
  const response = await get(path)
  expect(response.status, path).toBe(status)
  expect(response.headers.get('content-type')).toMatch(
    status === 200 ? /^application\/json/ : /^application\/problem\+json/,
  )
  return (await response.json()) as Body
}

/** A player whose name is shown. */
const shown = (username: string) => ({ key: username, username, masked: false })

const standing = (rank: number, previousRank: number | null, username: string, total: string, prize: string) => ({
  rank,
  position: rank,
  previousRank,
  ...shown(username),
  total: `${total}.00000000`,
  adjustment: '0.00000000',
  prize,
  flags: [],
  stale: false,
})

describe('races', () => {
  it('shows a race with its prizes and sums', async () => {
    expect(await getJson(`/api/races/${day.race.id}`)).toEqual({
      id: day.race.id,
      title: 'Wednesday sprint',
      type: 'custom',
      status: 'live',
      prizePool: '100.00',
      currency: 'USD',
      startDate: '2025-03-12T11:00:00.000Z',
      endDate: '2025-03-12T14:00:00.000Z',
      minWager: '0.00000000',
      timeZone: 'UTC',
      rules: null,
      description: null,
      prizes: [
        { place: 1, amount: '50.00' },
        { place: 2, amount: '30.00' },
        { place: 3, amount: '20.00' },
      ],
      entrants: 3,
      totalWagered: '380.00000000',
      updatedAt: '2025-03-12T11:30:00.000Z',
      stale: false,
      nextRaceId: null,
    })
    expect(await getJson('/api/races/current')).toEqual(await getJson(`/api/races/${day.race.id}`))
  })

  it('lists races, by status too', async () => {
    const list = await getJson('/api/races?limit=10')
    expect(list).toMatchObject({ total: 1, limit: 10, offset: 0 })
    expect(list['items']).toEqual([await getJson(`/api/races/${day.race.id}`)])
    expect(await getJson('/api/races?status=completed')).toMatchObject({ items: [], total: 0 })
  })

  it('pages through the standings', async () => {
    const page = await getJson(`/api/races/${day.race.id}/standings?limit=2`)
    expect(page).toEqual({
      raceId: day.race.id,
      version: page['version'],
      updatedAt: '2025-03-12T11:30:00.000Z',
      stale: false,
      items: [standing(1, null, 'Bob', '250', '50.00'), standing(2, null, 'alice', '100', '30.00')],
      total: 3,
      limit: 2,
      offset: 0,
    })
    expect(page['version']).toBeGreaterThan(0)
    const rest = await getJson(`/api/races/${day.race.id}/standings?limit=2&offset=2`)
    expect(rest['items']).toEqual([standing(3, null, 'carol', '30', '20.00')])
    expect((await getJson(`/api/races/${day.race.id}/standings?offset=500`))['items']).toEqual([])
  })

  it('finds a player whatever the case, with neighbours', async () => {
    const around = await getJson(`/api/races/${day.race.id}/standings/around/ALICE?radius=1`)
    expect(around).toMatchObject({ rank: 2, key: 'alice' })
    expect(around['items'].map(({ username }: { username: string }) => username)).toEqual(['Bob', 'alice', 'carol'])
    expect(await getJson(`/api/races/${day.race.id}/standings/around/nobody`, 404)).toMatchObject({
      code: 'PARTICIPANT_NOT_FOUND',
    })
  })

  it('shows how a total grew, up to now', async () => {
    expect(await getJson(`/api/races/${day.race.id}/participants/bob/history`)).toEqual({
      ...shown('Bob'),
      raceId: day.race.id,
      items: [
        { at: '2025-03-12T11:15:00.000Z', total: '50.00000000' },
        { at: '2025-03-12T11:30:00.000Z', total: '250.00000000' },
      ],
    })
  })
})

describe('a player', () => {
  it('has a page of counters, places and races', async () => {
    const page = await getJson('/api/affiliates/BOB/stats')
    expect(page).toMatchObject({
      ...shown('Bob'),
      updatedAt: '2025-03-12T11:30:00.000Z',
      wagered: { today: '250.00000000', allTime: '750.00000000' },
      stale: false,
    })
    expect(page['periods']).toContainEqual({ period: 'daily', rank: 1, players: 3, growth: null })
    expect(page['series'].at(-1)).toMatchObject({ at: '2025-03-12T11:30:00.000Z', today: '250.00000000' })
    const early = await getJson('/api/affiliates/Bob/stats?to=2025-03-12T11:20:00Z')
    expect(early['series'].at(-1)).toMatchObject({ at: '2025-03-12T11:15:00.000Z' })
    expect((await getJson('/api/affiliates/Bob/races'))['items']).toMatchObject([
      { raceId: day.race.id, status: 'live', rank: 1, total: '250.00000000', prize: null },
    ])
    expect(await getJson('/api/affiliates/nobody/stats', 404)).toMatchObject({ code: 'PLAYER_NOT_FOUND' })
    // No database could hold such a name, or look for it.
    for (const path of ['/api/affiliates/%00/stats', '/api/affiliates/a%00b/races'])
      expect(await getJson(path, 400), path).toMatchObject({ code: 'INPUT_INVALID', errors: [{ path: 'username' }] })
  })

  it('is on the chart of the race', async () => {
    const { players } = await getJson(`/api/races/${day.race.id}/progressions?limit=2`)
    expect(players).toMatchObject([
      { ...shown('Bob'), rank: 1 },
      { ...shown('alice'), rank: 2 },
    ])
    expect(players[0].points.at(-1)).toEqual({ at: '2025-03-12T11:30:00.000Z', total: '250.00000000' })
  })
})

describe('leaderboards', () => {
  it('shows a period with shares', async () => {
    const page = await getJson('/api/leaderboards/daily?limit=2')
    expect(page).toEqual({
      period: 'daily',
      periodStart: '2025-03-12T00:00:00.000Z',
      periodEnd: '2025-03-13T00:00:00.000Z',
      updatedAt: '2025-03-12T11:30:00.000Z',
      stale: false,
      version: page['version'],
      currency: 'USD',
      items: [
        {
          rank: 1,
          position: 1,
          previousRank: null,
          ...shown('Bob'),
          amount: '250.00000000',
          share: '0.657894',
          growth: null,
        },
        {
          rank: 2,
          position: 2,
          previousRank: null,
          ...shown('alice'),
          amount: '100.00000000',
          share: '0.263157',
          growth: null,
        },
      ],
      total: 3,
      limit: 2,
      offset: 0,
    })
    expect(await getJson('/api/leaderboards/all_time')).toMatchObject({ periodStart: null, periodEnd: null, total: 4 })
  })

  it('searches by the beginning of a name', async () => {
    const found = await getJson('/api/leaderboards/weekly?search=CA')
    expect(found).toMatchObject({ total: 1, items: [{ username: 'carol', rank: 3 }] })
    expect(await getJson('/api/leaderboards/weekly?search=zz')).toMatchObject({ total: 0, items: [] })
    expect(await getJson('/api/leaderboards/weekly?search=')).toMatchObject({ total: 4 })
  })

  it('finds a player with neighbours', async () => {
    const around = await getJson('/api/leaderboards/monthly/around/carol?radius=1')
    expect(around).toMatchObject({ rank: 3, key: 'carol', items: [{ rank: 2 }, { username: 'carol' }, { rank: 4 }] })
    await getJson('/api/leaderboards/monthly/around/nobody', 404)
    expect(await getJson('/api/leaderboards/hourly', 400)).toMatchObject({ errors: [{ path: 'period' }] })
  })
})

describe('problems', () => {
  it.each([
    ['/api/races?limit=0', 'limit'],
    ['/api/races?limit=abc', 'limit'],
    ['/api/races?limit=1&limit=2', 'limit'],
    ['/api/races?offset=-1', 'offset'],
    ['/api/races?offset=99999999999', 'offset'],
    ['/api/races?status=open', 'status'],
    ['/api/races?colour=red', 'colour'],
    ['/api/races/abc', 'id'],
    ['/api/races/99999999999', 'id'],
    ['/api/races/1/standings/around/bob?radius=1000', 'radius'],
    ['/api/historical-races/0', 'id'],
    ['/api/leaderboards/daily?limit=1.5', 'limit'],
  ])('names the field that is wrong: %s', async (path, field) => {
    const problem = await getJson(path, 400)
    expect(problem).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400, code: 'INPUT_INVALID' })
    expect(problem['errors']).toEqual([{ path: field, message: expect.any(String) }])
  })

  it('answers what does not exist', async () => {
    expect(await getJson('/api/races/2147483647', 404)).toMatchObject({ code: 'RACE_NOT_FOUND' })
    expect(await getJson('/api/historical-races/2147483647', 404)).toMatchObject({ code: 'HISTORICAL_RACE_NOT_FOUND' })
    expect(await getJson('/api/nothing', 404)).toMatchObject({ code: 'ROUTE_NOT_FOUND' })
    expect(await getJson('/api/races/%E0%A4%A', 400)).toMatchObject({ code: 'REQUEST_INVALID' })
  })

  it('refuses other methods', async () => {
    const response = await fetch(`${url}/api/races`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect(await response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' })
  })

  it('refuses large and broken bodies', async () => {
    const post = (body: string) =>
      fetch(`${url}/api/races`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect((await post(`"${'a'.repeat(70_000)}"`)).status).toBe(413)
    const broken = await post('{oops')
    expect(broken.status).toBe(400)
    expect(await broken.text()).not.toMatch(/oops|SyntaxError|at /)
  })

  it('leaves nothing in the log that is not ours', () => {
    expect(log).toEqual([])
  })
})

describe('caching', () => {
  it('answers 304 to who has the body', async () => {
    for (const path of [
      '/api/races',
      '/api/races/current',
      `/api/races/${day.race.id}/standings`,
      '/api/leaderboards/daily',
      '/api/historical-races',
    ]) {
      const first = await get(path)
      const tag = first.headers.get('etag') ?? ''
      expect(tag).toMatch(/^"[\w-]+"$/)
      expect(first.headers.get('cache-control')).toBe('no-cache')
      const second = await get(path, { 'if-none-match': `"other", ${tag}` })
      expect([second.status, await second.text()]).toEqual([304, ''])
      expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200)
    }
  })

  it('compresses what is large, under a tag of its own', async () => {
    const path = `/api/races/${day.race.id}`
    const small = await get(path, { 'accept-encoding': 'gzip' })
    expect(small.headers.get('content-encoding')).toBeNull()
    const script = await get('/assets/index-abc.js', { 'accept-encoding': 'br, gzip' })
    expect(script.headers.get('content-encoding')).toBe('br')
    const zipped = await get('/assets/index-abc.js', { 'accept-encoding': 'gzip, br;q=0' })
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    expect(await zipped.text()).toBe(await (await get('/assets/index-abc.js')).text())
    expect(script.headers.get('vary')).toMatch(/accept-encoding/i)
    const plain = await get('/assets/index-abc.js', { 'accept-encoding': 'gzip;q=0' })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(plain.headers.get('etag')).not.toBe(script.headers.get('etag'))
    expect(await plain.text()).toBe(await script.text())
  })

  it('answers HEAD without a body', async () => {
    const response = await fetch(`${url}/api/races`, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100)
    expect(await response.text()).toBe('')
  })
})

describe('the web app', () => {
  it('serves the page and its files', async () => {
    for (const path of ['/', '/index.html', '/anything', '/players/john.doe']) {
      const response = await get(path, { accept: 'text/html' })
      expect(response.status, path).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-cache')
      const policy = response.headers.get('content-security-policy')
      expect(policy).toContain(`connect-src 'self' ws://${new URL(url).host}`)
      expect(policy).not.toContain('upgrade-insecure-requests')
    }
    const script = await get('/assets/index-abc.js')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await get('/assets/missing.js')).status).toBe(404)
    for (const path of [
      '/assets/..%2f..%2f..%2f..%2fetc/passwd',
      '/..%2f..%2f..%2fetc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
    ])
      expect(await (await get(path)).text(), path).not.toContain('root:')
  })

  it('lets others embed the widget and the overlay, and nothing else', async () => {
    for (const path of ['/embed', '/embed/3', '/overlay']) {
      const { headers } = await get(path, { accept: 'text/html' })
      expect(headers.get('content-security-policy'), path).toContain('frame-ancestors *')
      expect(headers.get('x-frame-options'), path).toBeNull()
    }
    expect((await get('/goated-board.js')).headers.get('access-control-allow-origin')).toBe('*')
    expect((await get('/')).headers.get('access-control-allow-origin')).toBeNull()
    for (const path of ['/', '/admin', '/embedded', '/api/site'])
      expect((await get(path, { accept: 'text/html' })).headers.get('content-security-policy'), path).toContain(
        "frame-ancestors 'none'",
      )
  })

  it('says nothing about what it runs on', async () => {
    const response = await get('/api/races')
    expect(response.headers.get('x-powered-by')).toBeNull()
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })
})

it('is alive and ready', async () => {
  expect(await getJson('/health/live')).toEqual({ status: 'ok' })
  expect(await getJson('/health/ready')).toEqual({ status: 'ok' })
})

describe('afterwards', () => {
  it('notices that no reading comes any more', async () => {
    day.clock.set('2025-03-12T12:16:00Z')
    expect(await getJson('/api/races/current')).toMatchObject({ status: 'live', stale: true })
    expect(await getJson(`/api/races/${day.race.id}/standings`)).toMatchObject({ stale: true })
    expect(await getJson('/api/races')).toMatchObject({ items: [{ stale: true }] })
    expect(await getJson('/api/leaderboards/daily')).toMatchObject({ stale: true })
  })

  it('marks who the upstream no longer lists', async () => {
    server.publish(await day.read('12:20', { alice: 100, Bob: 260, dave: 0 }))
    const { items } = await getJson(`/api/races/${day.race.id}/standings`)
    expect(items.at(-1)).toMatchObject({ username: 'carol', total: '30.00000000', flags: [], stale: true })
  })

  it('shows ranks of the reading before on a leaderboard', async () => {
    server.publish(await day.read('12:40', { alice: 300, Bob: 260, carol: 30, dave: 0 }))
    expect(await getJson('/api/leaderboards/daily')).toMatchObject({
      items: [
        { username: 'alice', rank: 1, previousRank: 2 },
        { username: 'Bob', rank: 2, previousRank: 1 },
        { username: 'carol', rank: 3 },
      ],
    })
  })

  it('follows the race to its end and into the archive', async () => {
    server.publish(await day.advance('14:00'))
    expect(await getJson('/api/races/current')).toMatchObject({ status: 'settling' })
    server.publish(await day.read('14:00', { alice: 300, Bob: 260, carol: 31, dave: 0 }))
    server.publish(await day.advance('14:01'))
    const race = await getJson('/api/races/current')
    expect(race).toMatchObject({ id: day.race.id, status: 'completed', stale: false, totalWagered: '591.00000000' })
    expect(await getJson(`/api/races/${day.race.id}/standings`)).toMatchObject({
      items: [
        { username: 'alice', prize: '50.00' },
        { username: 'Bob', prize: '30.00' },
        { username: 'carol', prize: '20.00' },
      ],
    })
    const archive = await getJson('/api/historical-races')
    expect(await getJson(`/api/historical-races?raceId=${day.race.id}`)).toEqual(archive)
    expect(await getJson('/api/historical-races?raceId=999')).toMatchObject({ items: [], total: 0 })
    const winners = [
      { rank: 1, ...shown('alice'), total: '300.00000000', prize: '50.00' },
      { rank: 2, ...shown('Bob'), total: '260.00000000', prize: '30.00' },
      { rank: 3, ...shown('carol'), total: '31.00000000', prize: '20.00' },
    ]
    const summary = {
      id: expect.any(Number),
      raceId: day.race.id,
      title: 'Wednesday sprint',
      startDate: '2025-03-12T11:00:00.000Z',
      endDate: '2025-03-12T14:00:00.000Z',
      prizePool: '100.00',
      currency: 'USD',
      totalWagered: '591.00000000',
      participantCount: 3,
      winners,
      verified: null,
    }
    expect(archive).toEqual({ items: [summary], total: 1, limit: 50, offset: 0 })
    const detail = await getJson(`/api/historical-races/${archive['items'][0].id}?limit=2&offset=1`)
    expect(detail).toEqual({
      ...summary,
      participants: {
        items: [
          { ...winners[1], flags: [] },
          { ...winners[2], flags: [] },
        ],
        total: 3,
        limit: 2,
        offset: 1,
      },
    })
    const { id } = archive['items'][0]
    await getJson(`/api/historical-races/${id}/verification`, 404)
    server.publish(await verifyNewArchives(database.db, { most: 1 }, { clock: day.clock }))
    expect(await getJson(`/api/historical-races/${id}/verification`)).toMatchObject({ ok: true, differences: [] })
    expect((await getJson('/api/historical-races'))['items'][0].verified).toMatchObject({ ok: true })
    const evidence = await getJson(`/api/historical-races/${id}/evidence?limit=1`)
    expect(evidence).toMatchObject({ raceId: day.race.id, nextOffset: 1, participants: [{ standing: { rank: 1 } }] })
    const { items } = await getJson(`/api/races/${day.race.id}/participants/carol/history`)
    expect(items.at(-1)).toEqual({ at: '2025-03-12T14:00:00.000Z', total: '31.00000000' })
  })
})
