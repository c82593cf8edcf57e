import { rainbetKind } from '@goated/ingest'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type AdminDesk, newRace, newSeries, startAdminDesk } from '../../testing/admin-desk.ts'
import { apiClient } from '../../testing/api-client.ts'

let desk: AdminDesk
beforeAll(async () => {
  desk = await startAdminDesk()
})
afterAll(() => desk.close())

test('shows what a pool comes to before there is a race', async () => {
  const { prizePool, prizeDistribution } = newRace
  const { body } = await desk.admin.call('POST /api/admin/races/preview', { body: { prizePool, prizeDistribution } })
  expect(body).toEqual({
    kind: 'percent',
    places: [
      { place: 1, amount: '600.00' },
      { place: 2, amount: '200.00' },
      { place: 3, amount: '200.00' },
    ],
    placeCount: 3,
    total: '1000.00',
    unallocated: '0.00',
    shareTotal: '100',
  })
})

test('says at the field what is wrong, and stores nothing', async () => {
  const before = (await desk.admin.call('GET /api/admin/races')).body.total
  const create = (changes: object) => desk.admin.call('POST /api/admin/races', { body: { ...newRace, ...changes } })
  const tooMuch = await create({
    prizeDistribution: [
      { from: 1, percent: '70' },
      { from: 2, percent: '33.5' },
    ],
  })
  expect(tooMuch.body).toMatchObject({
    status: 400,
    code: 'PRIZE_SHARES_EXCEED_POOL',
    detail: 'The shares add up to 103.5 %.',
    errors: [{ path: 'prizeDistribution', message: 'The shares add up to 103.5 %.' }],
  })
  const gap = await create({
    prizeDistribution: [
      { from: 1, percent: '50' },
      { from: 3, percent: '20' },
    ],
  })
  expect(gap.body).toMatchObject({ code: 'PRIZE_RANGES_GAP', errors: [{ path: 'prizeDistribution.1' }] })
  const nothing = await create({
    prizeDistribution: [
      { from: 1, percent: '50' },
      { from: 2, percent: '0' },
    ],
  })
  expect(nothing.body).toMatchObject({
    status: 400,
    code: 'PRIZE_RANGE_INVALID',
    errors: [{ path: 'prizeDistribution.1.percent' }],
  })
  expect((await create({ endDate: newRace.startDate })).body.errors).toMatchObject([{ path: 'endDate' }])
  expect((await create({ prizePool: 1000 })).body.errors).toMatchObject([{ path: 'prizePool' }])
  expect((await create({ createdBy: 1 })).body.errors).toMatchObject([{ path: 'createdBy' }])
  expect((await create({ status: 'completed' })).body.errors).toMatchObject([{ path: 'status' }])
  expect((await desk.admin.call('GET /api/admin/races')).body.total).toBe(before)
  const log = await desk.admin.call('GET /api/admin/audit-log', { query: { action: 'race.create' } })
  expect(log.body.items).toEqual([])
})

test('creates, changes and cancels a race, and the public sees it at once', async () => {
  const created = await desk.admin.call('POST /api/admin/races', { body: newRace })
  expect(created.status).toBe(201)
  expect(created.body).toMatchObject({ title: 'Evening race', status: 'upcoming', entrants: 0, payoutsOwed: 0 })
  const { id } = created.body
  const upcoming = () => desk.visitor().call('GET /api/races', { query: { status: 'upcoming' } })
  expect((await upcoming()).body.items).toMatchObject([{ id, title: 'Evening race' }])
  const changed = await desk.admin.call('PATCH /api/admin/races/:id', { params: { id }, body: { prizePool: '500.00' } })
  expect(changed.body).toMatchObject({ id, prizePool: '500.00', prizes: [{ amount: '300.00' }, {}, {}] })
  expect((await upcoming()).body.items).toMatchObject([{ prizePool: '500.00' }])
  const cancelled = await desk.admin.call('POST /api/admin/races/:id/cancel', {
    params: { id },
    body: { reason: 'Rain' },
  })
  expect(cancelled.body).toMatchObject({ status: 'cancelled', closingReason: 'Rain' })
  const again = await desk.admin.call('POST /api/admin/races/:id/cancel', { params: { id }, body: { reason: 'Rain' } })
  expect(again.body).toMatchObject({ status: 409, code: 'RACE_NOT_OPEN' })
})

test('refuses a race that its provider cannot be read for', async () => {
  const elsewhere = await desk.startAnother({ sourceKind: rainbetKind })
  onTestFinished(() => elsewhere.close())
  const client = apiClient(elsewhere.url)
  client.cookie = desk.admin.cookie
  const days = { startDate: '2025-03-13T00:00:00Z', endDate: '2025-03-15T00:00:00Z' }
  const create = (changes: object) => client.call('POST /api/admin/races', { body: { ...newRace, ...changes } })
  expect((await create({})).body).toMatchObject({ code: 'WINDOW_NOT_SUPPORTED', errors: [{ path: 'startDate' }] })
  expect((await create({ ...days, joinPolicy: 'opt_in' })).body).toMatchObject({ errors: [{ path: 'joinPolicy' }] })
  expect((await create({ ...days, endDate: '2025-03-14T12:00:00Z' })).body).toMatchObject({
    status: 400,
    code: 'WINDOW_NOT_SUPPORTED',
    errors: [{ path: 'endDate', message: expect.stringContaining('is not midnight in UTC') }],
  })
  const { id } = (await create(days)).body
  const move = (body: object) => client.call('PATCH /api/admin/races/:id', { params: { id }, body })
  expect((await move({ startDate: '2025-03-13T06:00:00Z' })).body.errors).toMatchObject([{ path: 'startDate' }])
  expect((await move({ startDate: '2025-03-14T00:00:00Z' })).status).toBe(200)
  const series = await client.call('POST /api/admin/series', {
    body: { ...newSeries, anchorStart: days.startDate, periodSeconds: 36 * 3600 },
  })
  expect(series.body.errors).toMatchObject([{ path: 'periodSeconds' }])
  const { body } = await client.call('GET /api/admin/races', { query: { status: 'upcoming' } })
  expect(body.items).toMatchObject([{ id, startDate: '2025-03-14T00:00:00.000Z' }])
})

test('makes races for the source that it reads, in the future unless the admin says otherwise', async () => {
  const create = (changes: object) => desk.admin.call('POST /api/admin/races', { body: { ...newRace, ...changes } })
  const refused = (path: string) => ({ status: 400, code: 'INPUT_INVALID', errors: [{ path }] })
  expect((await create({ source: 'elsewhere' })).body).toMatchObject(refused('source'))
  expect((await create({ sourceClass: 'window' })).body).toMatchObject(refused('sourceClass'))
  expect((await create({ prizePool: '1e3' })).body).toMatchObject(refused('prizePool'))
  const dates = { startDate: '2025-03-11T18:00:00Z', endDate: '2025-03-11T20:00:00Z' }
  expect((await create(dates)).body.errors).toMatchObject([{ path: 'startDate' }, { path: 'endDate' }])
  const { periodSeconds: _, ...rules } = newSeries
  const series = { ...rules, anchorStart: dates.startDate, type: 'weekly' }
  expect((await desk.admin.call('POST /api/admin/series', { body: series })).body).toMatchObject(refused('anchorStart'))
  const made = await create({ ...dates, source: undefined, raceHistory: true })
  expect(made).toMatchObject({ status: 201, body: { source: 'goated', sourceClass: 'cumulative' } })
  await desk.admin.call('POST /api/admin/races/:id/cancel', {
    params: { id: made.body.id },
    body: { reason: 'a test' },
  })
})

test('keeps the rules of a race that has begun', async () => {
  const change = (body: object) =>
    desk.admin.call('PATCH /api/admin/races/:id', { params: { id: desk.day.race.id }, body })
  expect((await change({ prizePool: '1.00' })).body).toMatchObject({
    status: 409,
    code: 'RACE_RULES_FIXED',
    errors: [{ path: 'prizePool' }],
  })
  expect((await change({ title: 'Wednesday race' })).body.title).toBe('Wednesday race')
})

test('starts and stops a series', async () => {
  const created = await desk.admin.call('POST /api/admin/series', { body: newSeries })
  expect(created.status).toBe(201)
  const { series, race } = created.body
  expect(race).toMatchObject({ seriesId: series.id, endDate: '2025-03-12T19:00:00.000Z' })
  expect((await desk.admin.call('POST /api/admin/series/:id/stop', { params: { id: series.id } })).status).toBe(204)
  expect((await desk.admin.call('GET /api/admin/series', { query: { active: true } })).body.items).toEqual([])
  expect((await desk.admin.call('POST /api/admin/series/:id/stop', { params: { id: 999 } })).status).toBe(404)
})
