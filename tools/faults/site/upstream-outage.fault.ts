import { createServer, type ReferenceServer } from '@goated/example-server'
import { createSimulation, startUpstream, type Upstream } from '@goated/example-upstream'
import { runTick } from '@goated/example-worker'
import { createAccountCache, goatedSource } from '@goated/ingest'
import { createRace, DEFAULT_CALENDAR, loadStandings, verifyRace } from '@goated/races'
import { connect, type Connection, migrate } from '@goated/schema'
import { type ManualClock, manualClock, type PostgresServer, startPostgres } from '@goated/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let postgres: PostgresServer
let connection: Connection
let upstream: Upstream
let server: ReferenceServer
let url: string
let clock: ManualClock
beforeAll(async () => {
  postgres = await startPostgres()
  connection = await connect(await postgres.createDatabase('outage'))
  await migrate(connection.db)
  clock = manualClock('2026-03-10T10:00:00Z')
  const startedAt = clock.now()
  upstream = await startUpstream({
    simulation: createSimulation({ seed: 'outage', players: 300, startAt: startedAt, activity: 20 }),
    now: () => clock.now(),
    startedAt,
  })
  server = createServer({
    db: connection.db,
    source: 'goated',
    calendar: DEFAULT_CALENDAR,
    secret: 'a secret of tests, longer than it need be',
    clock,
    listen: connection.listen,
    pollMs: 50,
  })
  ;({ url } = await server.start(0, '127.0.0.1'))
})
afterAll(async () => {
  await server.close()
  await connection.close()
  await upstream.close()
  await postgres.stop()
})

// oxlint-disable-next-line typescript/no-explicit-any -- the test looks into every kind of answer
type Body = Record<string, any>

async function get(path: string): Promise<Body> {
  const response = await fetch(url + path)
  expect(response.status, path).toBe(200)
  return (await response.json()) as Body
}

test('an upstream that is away for an hour across the end of a race', async () => {
  const source = goatedSource({ url: `${upstream.url}/referral-leaderboard/X` })
  const cache = createAccountCache()
  const tick = async (time: string) => {
    clock.set(`2026-03-10T${time}:00Z`)
    const { reading, events } = await runTick({ db: connection.db, source, clock, cache, force: true })
    server.publish(events)
    return reading.outcome
  }
  const { race } = await createRace(
    connection.db,
    {
      title: 'Outage race',
      source: { id: 'goated', class: 'cumulative' },
      startDate: '2026-03-10T11:00:00Z',
      endDate: '2026-03-10T12:00:00Z',
      prizePool: '1000.00',
      prizeDistribution: [
        { from: 1, percent: '50' },
        { from: 2, to: 3, percent: '25' },
      ],
    },
    { clock },
  )
  for (const time of ['10:45', '11:00', '11:15', '11:30']) expect(await tick(time)).toBe('ok')
  const before = await get(`/api/races/${race.id}/standings`)
  expect(before).toMatchObject({ stale: false, updatedAt: '2026-03-10T11:30:00.000Z' })
  expect(before['items'].length).toBeGreaterThan(10)

  // Maintenance pages in between, which are not asked for again as often as a server that is down.
  for (const [time, fault] of [
    ['11:45', 'down'],
    ['12:00', 'html'],
    ['12:15', 'html'],
    ['12:30', 'down'],
  ] as const) {
    upstream.setFault(fault)
    expect(await tick(time)).toBe('failed')
  }
  // The site is up, shows the last good data, says how old it is, and does not guess who has won.
  expect(await get(`/api/races/${race.id}`)).toMatchObject({ status: 'settling', stale: true })
  const during = await get(`/api/races/${race.id}/standings`)
  expect(during).toMatchObject({ stale: true, updatedAt: '2026-03-10T11:30:00.000Z', items: before['items'] })
  expect(await get('/api/leaderboards/daily')).toMatchObject({ stale: true, updatedAt: '2026-03-10T11:30:00.000Z' })
  expect(await get('/health/ready')).toEqual({ status: 'ok' })
  expect(await get('/api/historical-races')).toMatchObject({ total: 0 })

  upstream.setFault(null)
  expect(await tick('12:45')).toBe('ok')
  expect(await get(`/api/races/${race.id}`)).toMatchObject({ status: 'completed', stale: false })
  expect(await get('/api/leaderboards/daily')).toMatchObject({ stale: false })
  const archive = await get('/api/historical-races')
  expect(archive['items']).toMatchObject([{ raceId: race.id, prizePool: '1000.00' }])
  // Money is not interpolated: what counts is the last reading before the end.
  const after = await get(`/api/races/${race.id}/standings`)
  const totals = (body: Body) => body['items'].map(({ key, total }: Body) => [key, total])
  expect(totals(after)).toEqual(totals(before))
  const { entries } = await loadStandings(connection.db, race.id)
  expect(entries.reduce((sum, { prize }) => sum + prize, 0n)).toBe(100_000n)
  expect(await verifyRace(connection.db, race.id)).toMatchObject({ ok: true, differences: [] })
})
