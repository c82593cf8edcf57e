import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PublicSite, shown, startPublicSite } from '../testing/public-site.ts'

let site: PublicSite
beforeAll(async () => {
  site = await startPublicSite()
})
afterAll(() => site.close())

const getJson: PublicSite['getJson'] = (...asked) => site.getJson(...asked)

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
    expect(await getJson(`/api/races/${site.day.race.id}`)).toEqual({
      id: site.day.race.id,
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
    expect(await getJson('/api/races/current')).toEqual(await getJson(`/api/races/${site.day.race.id}`))
  })

  it('lists races, by status too', async () => {
    const list = await getJson('/api/races?limit=10')
    expect(list).toMatchObject({ total: 1, limit: 10, offset: 0 })
    expect(list['items']).toEqual([await getJson(`/api/races/${site.day.race.id}`)])
    expect(await getJson('/api/races?status=completed')).toMatchObject({ items: [], total: 0 })
  })

  it('pages through the standings', async () => {
    const page = await getJson(`/api/races/${site.day.race.id}/standings?limit=2`)
    expect(page).toEqual({
      raceId: site.day.race.id,
      version: page['version'],
      updatedAt: '2025-03-12T11:30:00.000Z',
      stale: false,
      items: [standing(1, null, 'Bob', '250', '50.00'), standing(2, null, 'alice', '100', '30.00')],
      total: 3,
      limit: 2,
      offset: 0,
    })
    expect(page['version']).toBeGreaterThan(0)
    const rest = await getJson(`/api/races/${site.day.race.id}/standings?limit=2&offset=2`)
    expect(rest['items']).toEqual([standing(3, null, 'carol', '30', '20.00')])
    expect((await getJson(`/api/races/${site.day.race.id}/standings?offset=500`))['items']).toEqual([])
  })

  it('finds a player whatever the case, with neighbours', async () => {
    const around = await getJson(`/api/races/${site.day.race.id}/standings/around/ALICE?radius=1`)
    expect(around).toMatchObject({ rank: 2, key: 'alice' })
    expect(around['items'].map(({ username }: { username: string }) => username)).toEqual(['Bob', 'alice', 'carol'])
    expect(await getJson(`/api/races/${site.day.race.id}/standings/around/nobody`, 404)).toMatchObject({
      code: 'PARTICIPANT_NOT_FOUND',
    })
  })

  it('shows how a total grew, up to now', async () => {
    expect(await getJson(`/api/races/${site.day.race.id}/participants/bob/history`)).toEqual({
      ...shown('Bob'),
      raceId: site.day.race.id,
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
      { raceId: site.day.race.id, status: 'live', rank: 1, total: '250.00000000', prize: null },
    ])
    expect(await getJson('/api/affiliates/nobody/stats', 404)).toMatchObject({ code: 'PLAYER_NOT_FOUND' })
    // No database could hold such a name, or look for it.
    for (const path of ['/api/affiliates/%00/stats', '/api/affiliates/a%00b/races'])
      expect(await getJson(path, 400), path).toMatchObject({ code: 'INPUT_INVALID', errors: [{ path: 'username' }] })
  })

  it('is on the chart of the race', async () => {
    const { players } = await getJson(`/api/races/${site.day.race.id}/progressions?limit=2`)
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

describe('what does not exist', () => {
  it('is not found', async () => {
    expect(await getJson('/api/races/2147483647', 404)).toMatchObject({ code: 'RACE_NOT_FOUND' })
    expect(await getJson('/api/historical-races/2147483647', 404)).toMatchObject({ code: 'HISTORICAL_RACE_NOT_FOUND' })
  })
})

describe('caching', () => {
  it('answers 304 to who has the body', async () => {
    for (const path of [
      '/api/races',
      '/api/races/current',
      `/api/races/${site.day.race.id}/standings`,
      '/api/leaderboards/daily',
      '/api/historical-races',
    ]) {
      const first = await site.get(path)
      const tag = first.headers.get('etag') ?? ''
      expect(tag).toMatch(/^"[\w-]+"$/)
      expect(first.headers.get('cache-control')).toBe('no-cache')
      const second = await site.get(path, { 'if-none-match': `"other", ${tag}` })
      expect([second.status, await second.text()]).toEqual([304, ''])
      expect((await site.get(path, { 'if-none-match': '"other"' })).status).toBe(200)
    }
  })

  it('answers HEAD without a body', async () => {
    const response = await fetch(`${site.url}/api/races`, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100)
    expect(await response.text()).toBe('')
  })
})

it('is alive and ready, and logs nothing as an error', async () => {
  expect(await getJson('/health/live')).toEqual({ status: 'ok' })
  expect(await getJson('/health/ready')).toEqual({ status: 'ok' })
  expect(site.log).toEqual([])
})

describe('afterwards', () => {
  it('notices that no reading comes any more', async () => {
    site.day.clock.set('2025-03-12T12:16:00Z')
    expect(await getJson('/api/races/current')).toMatchObject({ status: 'live', stale: true })
    expect(await getJson(`/api/races/${site.day.race.id}/standings`)).toMatchObject({ stale: true })
    expect(await getJson('/api/races')).toMatchObject({ items: [{ stale: true }] })
    expect(await getJson('/api/leaderboards/daily')).toMatchObject({ stale: true })
  })

  it('marks who the upstream no longer lists', async () => {
    site.server.publish(await site.day.read('12:20', { alice: 100, Bob: 260, dave: 0 }))
    const { items } = await getJson(`/api/races/${site.day.race.id}/standings`)
    expect(items.at(-1)).toMatchObject({ username: 'carol', total: '30.00000000', flags: [], stale: true })
  })

  it('shows ranks of the reading before on a leaderboard', async () => {
    site.server.publish(await site.day.read('12:40', { alice: 300, Bob: 260, carol: 30, dave: 0 }))
    expect(await getJson('/api/leaderboards/daily')).toMatchObject({
      items: [
        { username: 'alice', rank: 1, previousRank: 2 },
        { username: 'Bob', rank: 2, previousRank: 1 },
        { username: 'carol', rank: 3 },
      ],
    })
  })
})
