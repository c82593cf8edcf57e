import { verifyAudit } from '@goated/accounts'
import { contract, type RouteDefinition } from '@goated/example-contract'
import { rainbetKind } from '@goated/ingest'
import { advanceRaces } from '@goated/races'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { ApiClient } from '../../testing/api-client.ts'
import { type Desk, PASSWORD, startDesk } from '../../testing/desk.ts'

let desk: Desk
let admin: ApiClient
let raceId: number
beforeAll(async () => {
  // The race lasts longer than an idle admin may stay.
  const day = { idleMs: 24 * 3_600_000, absoluteMs: 24 * 3_600_000 }
  desk = await startDesk({ lifetimes: { user: day, admin: day } })
  admin = await desk.signIn('chief', { isAdmin: true })
  raceId = desk.day.race.id
})
afterAll(() => desk.close())

const newRace = {
  title: 'Evening race',
  source: 'goated',
  prizePool: '1000.00',
  prizeDistribution: [
    { from: 1, percent: '60' },
    { from: 2, to: 3, percent: '20' },
  ],
  startDate: '2025-03-12T18:00:00Z',
  endDate: '2025-03-12T20:00:00Z',
}

async function actions(): Promise<string[]> {
  const { body } = await admin.call('GET /api/admin/audit-log', { query: { limit: 200 } })
  return body.items.map(({ action }: { action: string }) => action)
}

describe('races', () => {
  test('shows what a pool comes to before there is a race', async () => {
    const { prizePool, prizeDistribution } = newRace
    const { body } = await admin.call('POST /api/admin/races/preview', { body: { prizePool, prizeDistribution } })
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
    const before = (await admin.call('GET /api/admin/races')).body.total
    const create = (changes: object) => admin.call('POST /api/admin/races', { body: { ...newRace, ...changes } })
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
    expect((await admin.call('GET /api/admin/races')).body.total).toBe(before)
    expect(await actions()).not.toContain('race.create')
  })

  test('creates, changes and cancels a race, and the public sees it at once', async () => {
    const created = await admin.call('POST /api/admin/races', { body: newRace })
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({ title: 'Evening race', status: 'upcoming', entrants: 0, payoutsOwed: 0 })
    const { id } = created.body
    const upcoming = () => desk.visitor().call('GET /api/races', { query: { status: 'upcoming' } })
    expect((await upcoming()).body.items).toMatchObject([{ id, title: 'Evening race' }])
    const changed = await admin.call('PATCH /api/admin/races/:id', { params: { id }, body: { prizePool: '500.00' } })
    expect(changed.body).toMatchObject({ id, prizePool: '500.00', prizes: [{ amount: '300.00' }, {}, {}] })
    expect((await upcoming()).body.items).toMatchObject([{ prizePool: '500.00' }])
    const cancelled = await admin.call('POST /api/admin/races/:id/cancel', { params: { id }, body: { reason: 'Rain' } })
    expect(cancelled.body).toMatchObject({ status: 'cancelled', closingReason: 'Rain' })
    const again = await admin.call('POST /api/admin/races/:id/cancel', { params: { id }, body: { reason: 'Rain' } })
    expect(again.body).toMatchObject({ status: 409, code: 'RACE_NOT_OPEN' })
  })

  test('refuses a race that its provider cannot be read for', async () => {
    const elsewhere = await startDesk({ sourceKind: rainbetKind })
    onTestFinished(() => elsewhere.close())
    const client = await elsewhere.signIn('chief', { isAdmin: true })
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
    const { startDate: anchorStart, endDate: _, ...rules } = { ...newRace, ...days }
    const series = await client.call('POST /api/admin/series', {
      body: { ...rules, anchorStart, type: 'custom', periodSeconds: 36 * 3600 },
    })
    expect(series.body.errors).toMatchObject([{ path: 'periodSeconds' }])
    const { body } = await client.call('GET /api/admin/races', { query: { status: 'upcoming' } })
    expect(body.items).toMatchObject([{ id, startDate: '2025-03-14T00:00:00.000Z' }])
  })

  test('makes races for the source that it reads, in the future unless the admin says otherwise', async () => {
    const create = (changes: object) => admin.call('POST /api/admin/races', { body: { ...newRace, ...changes } })
    const refused = (path: string) => ({ status: 400, code: 'INPUT_INVALID', errors: [{ path }] })
    expect((await create({ source: 'elsewhere' })).body).toMatchObject(refused('source'))
    expect((await create({ sourceClass: 'window' })).body).toMatchObject(refused('sourceClass'))
    expect((await create({ prizePool: '1e3' })).body).toMatchObject(refused('prizePool'))
    const dates = { startDate: '2025-03-11T18:00:00Z', endDate: '2025-03-11T20:00:00Z' }
    expect((await create(dates)).body.errors).toMatchObject([{ path: 'startDate' }, { path: 'endDate' }])
    const { endDate: _, startDate: __, ...rules } = newRace
    const series = { ...rules, anchorStart: dates.startDate, type: 'weekly' }
    expect((await admin.call('POST /api/admin/series', { body: series })).body).toMatchObject(refused('anchorStart'))
    const made = await create({ ...dates, source: undefined, raceHistory: true })
    expect(made).toMatchObject({ status: 201, body: { source: 'goated', sourceClass: 'cumulative' } })
    await admin.call('POST /api/admin/races/:id/cancel', { params: { id: made.body.id }, body: { reason: 'a test' } })
  })

  test('keeps the rules of a race that has begun', async () => {
    const change = (body: object) => admin.call('PATCH /api/admin/races/:id', { params: { id: raceId }, body })
    expect((await change({ prizePool: '1.00' })).body).toMatchObject({
      status: 409,
      code: 'RACE_RULES_FIXED',
      errors: [{ path: 'prizePool' }],
    })
    expect((await change({ title: 'Wednesday race' })).body.title).toBe('Wednesday race')
  })

  test('starts and stops a series', async () => {
    const { startDate: anchorStart, endDate: _, ...rules } = newRace
    const created = await admin.call('POST /api/admin/series', {
      body: { ...rules, anchorStart, type: 'custom', periodSeconds: 3600 },
    })
    expect(created.status).toBe(201)
    const { series, race } = created.body
    expect(race).toMatchObject({ seriesId: series.id, endDate: '2025-03-12T19:00:00.000Z' })
    expect((await admin.call('POST /api/admin/series/:id/stop', { params: { id: series.id } })).status).toBe(204)
    expect((await admin.call('GET /api/admin/series', { query: { active: true } })).body.items).toEqual([])
    expect((await admin.call('POST /api/admin/series/:id/stop', { params: { id: 999 } })).status).toBe(404)
  })
})

describe('entrants', () => {
  const named = (userId: number) => ({ params: { id: raceId, userId } })
  async function entrantOf(search: string) {
    const { body } = await admin.call('GET /api/admin/races/:id/entrants', {
      params: { id: raceId },
      query: { search },
    })
    return body.items[0]
  }

  test('are adjusted for a reason, and back', async () => {
    const { userId } = await entrantOf('carol')
    const adjusted = await admin.call('POST /api/admin/races/:id/entrants/:userId/adjustments', {
      ...named(userId),
      body: { amount: '300.5', reason: 'A bet that the casino counted late' },
    })
    expect(adjusted.status).toBe(201)
    expect(adjusted.body).toMatchObject({
      rank: 1,
      total: '330.50000000',
      adjustments: [{ amount: '300.50000000', createdBy: 'chief', revertedBy: null }],
    })
    const board = async () =>
      (await desk.visitor().call('GET /api/races/:id/standings', { params: { id: raceId } })).body
    expect((await board()).items[0]).toMatchObject({ username: 'carol', total: '330.50000000' })
    const rulings = async () =>
      (await desk.visitor().call('GET /api/races/:id/rulings', { params: { id: raceId } })).body
    expect(await rulings()).toMatchObject({
      total: 1,
      items: [{ username: 'carol', kind: 'adjustment', amount: '300.50000000', revertedAt: null }],
    })
    expect((await board()).items[0]).toMatchObject({ adjustment: '300.50000000' })
    const ownRaces = await desk.visitor().call('GET /api/affiliates/:username/races', { params: { username: 'carol' } })
    expect(ownRaces.body.items[0].rulings).toMatchObject([{ reason: 'A bet that the casino counted late' }])
    expect(JSON.stringify([await rulings(), ownRaces.body])).not.toContain('chief')
    const [{ id }] = adjusted.body.adjustments
    const revert = () =>
      admin.call('POST /api/admin/adjustments/:id/revert', { params: { id }, body: { reason: 'No' } })
    expect((await revert()).status).toBe(204)
    expect((await revert()).body.code).toBe('ADJUSTMENT_NOT_FOUND')
    expect((await rulings()).items).toMatchObject([{ revertReason: 'No', revertedAt: expect.any(String) }])
    expect((await board()).items[0]).toMatchObject({ username: 'bob' })
  })

  test('are disqualified and reinstated', async () => {
    const { userId } = await entrantOf('bob')
    const out = await admin.call('POST /api/admin/races/:id/entrants/:userId/disqualify', {
      ...named(userId),
      body: { reason: 'Two accounts' },
    })
    expect(out.body).toMatchObject({ rank: null, disqualifiedReason: 'Two accounts' })
    const back = await admin.call('POST /api/admin/races/:id/entrants/:userId/reinstate', named(userId))
    expect(back.body).toMatchObject({ rank: 1, disqualifiedAt: null })
  })

  test('are decided about once it is due', async () => {
    const { userId } = await entrantOf('alice')
    const decide = () =>
      admin.call('POST /api/admin/races/:id/entrants/:userId/decisions', {
        ...named(userId),
        body: { kind: 'accept', reason: 'The casino confirms it' },
      })
    expect((await decide()).body).toMatchObject({ status: 409, code: 'DECISION_NOT_DUE' })
    // Her counter falls below half of what it was, three readings in a row.
    for (const at of ['11:20', '11:25', '11:30']) await desk.day.read(at, { alice: -400, bob: 250, carol: 30 })
    const flagged = await admin.call('GET /api/admin/races/:id/entrants', {
      params: { id: raceId },
      query: { flagged: true },
    })
    expect(flagged.body.items).toMatchObject([
      { username: 'alice', heldReadings: 3, decisionsDue: ['rebase', 'accept'] },
    ])
    expect((await admin.call('GET /api/admin/races/:id', { params: { id: raceId } })).body.flaggedEntrants).toBe(1)
    expect((await decide()).body).toMatchObject({ heldReadings: 0, decisions: [{ kind: 'accept' }] })
  })
})

test('payouts are settled once', async () => {
  const { clock } = desk.day
  await desk.day.read('13:59', { alice: 100, bob: 250, carol: 30 })
  await desk.day.advance('14:01')
  await desk.day.read('14:02', { alice: 100, bob: 250, carol: 30 })
  await advanceRaces(desk.database.db, { clock })
  const owed = await admin.call('GET /api/admin/payouts', { query: { raceId } })
  expect(owed.body.sums).toEqual([{ currency: 'USD', status: 'owed', count: owed.body.total, amount: '100.00' }])
  const [{ id, amount }] = owed.body.items
  const settle = (status: string) =>
    admin.call('POST /api/admin/payouts/:id/settle', { params: { id }, body: { status, reference: 'tx 17' } })
  // The admin signed in hours ago.
  expect((await settle('paid')).body).toMatchObject({ status: 403, code: 'STEP_UP_REQUIRED' })
  expect((await admin.call('POST /api/auth/step-up', { body: { password: PASSWORD } })).status).toBe(200)
  expect((await settle('owed')).body.errors).toMatchObject([{ path: 'status' }])
  expect((await settle('paid')).body).toMatchObject({
    id,
    amount,
    status: 'paid',
    settledBy: 'chief',
    reference: 'tx 17',
  })
  expect((await settle('voided')).body).toMatchObject({ status: 409, code: 'PAYOUT_NOT_OWED' })
  const paid = (await admin.call('GET /api/admin/payouts', { query: { raceId } })).body.items[0]
  const correct = (reason: string) =>
    admin.call('POST /api/admin/payouts/:id/correct', {
      params: { id },
      body: { corrects: paid.entries[0].id, reason },
    })
  expect((await correct('')).body.errors).toMatchObject([{ path: 'reason' }])
  expect((await correct('The wrong wallet')).body).toMatchObject({
    status: 'owed',
    settledBy: null,
    entries: [{ kind: 'paid' }, { kind: 'corrected', reference: 'The wrong wallet', recordedBy: 'chief' }],
  })
  expect((await correct('Again')).body).toMatchObject({ status: 409, code: 'PAYOUT_ENTRY_NOT_LAST' })
  expect(await actions()).toContain('payout.corrected')
})

test('readings are watched and asked for', async () => {
  const runs = await admin.call('GET /api/admin/ingest/runs', { query: { limit: 5 } })
  expect(runs.body.items[0]).toMatchObject({ outcome: 'ok', listedUsers: 3, quarantineId: null })
  const asked = await admin.call('POST /api/admin/ingest/run', { body: {} })
  expect(asked.status).toBe(202)
  const health = await admin.call('GET /api/admin/ingest/health', { query: { hours: 6 } })
  expect(health.body).toMatchObject({ source: 'goated', failures: 0, requestedAt: asked.body.requestedAt })
  const counted = health.body.buckets.reduce((sum: number, { ok }: { ok: number }) => sum + ok, 0)
  expect(counted).toBeGreaterThan(3)
  expect((await admin.call('GET /api/admin/ingest/quarantine')).body).toMatchObject({ items: [], total: 0 })
})

test('people, tokens and their limits', async () => {
  const { body: me } = await admin.call('GET /api/me')
  const found = await admin.call('GET /api/admin/users', { query: { search: 'ALI' } })
  expect(found.body.items).toMatchObject([{ username: 'alice', claimed: false, source: 'goated', uid: 'uid-alice' }])
  const setRole = (id: number, isAdmin: boolean) =>
    admin.call('PATCH /api/admin/users/:id/role', { params: { id }, body: { isAdmin } })
  const lastAdmin = await setRole(me.id, false)
  expect(lastAdmin.body).toMatchObject({ status: 409, code: 'LAST_ADMIN' })

  const made = await admin.call('POST /api/admin/tokens', {
    body: { name: 'bot', scopes: ['users:write', 'races:read'] },
  })
  const bot = desk.visitor(made.body.token)
  expect((await bot.call('GET /api/admin/races')).status).toBe(200)
  const more = await bot.call('POST /api/admin/tokens', { body: { name: 'more', scopes: ['payouts:write'] } })
  expect(more.body).toMatchObject({ status: 403, code: 'TOKEN_SCOPES_EXCEEDED' })
  const { id } = made.body.apiToken
  const child = await bot.call('POST /api/admin/tokens', { body: { name: 'child', scopes: ['races:read'] } })
  expect(child.body.apiToken).toMatchObject({ createdBy: me.id, createdByToken: id })
  const both = [child.body.apiToken.id, id]
  expect((await admin.call('GET /api/admin/tokens')).body.items.map((token: { id: number }) => token.id)).toEqual(both)
  expect((await admin.call('DELETE /api/admin/tokens/:id', { params: { id } })).status).toBe(204)
  expect((await bot.call('GET /api/admin/races')).status).toBe(401)
  expect((await desk.visitor(child.body.token).call('GET /api/admin/races')).status).toBe(401)

  await desk.signIn('deputy')
  const [deputy] = (await admin.call('GET /api/admin/users', { query: { search: 'deputy' } })).body.items
  expect((await setRole(deputy.id, true)).body).toMatchObject({ isAdmin: true })
  expect((await setRole(deputy.id, false)).body).toMatchObject({ isAdmin: false })
})

test('a hidden name is masked everywhere, at once', async () => {
  const { body } = await admin.call('GET /api/admin/users', { query: { search: 'bob' } })
  const [{ id }] = body.items
  await admin.call('PATCH /api/admin/users/:id', { params: { id }, body: { nameHidden: true } })
  const visitor = desk.visitor()
  const answers = [
    await visitor.call('GET /api/races/:id/standings', { params: { id: raceId } }),
    await visitor.call('GET /api/leaderboards/:period', { params: { period: 'daily' } }),
    await visitor.call('GET /api/races/:id/progressions', { params: { id: raceId } }),
    await visitor.call('GET /api/historical-races'),
    await visitor.call('GET /api/historical-races/:id', { params: { id: 1 } }),
    await visitor.call('GET /api/historical-races/:id/evidence', { params: { id: 1 } }),
  ]
  for (const { status, body } of answers) {
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toMatch(/"bob"/)
    expect(JSON.stringify(body)).toContain('"b***"')
  }
  const lookUps = [
    await visitor.call('GET /api/affiliates/:username/stats', { params: { username: 'bob' } }),
    await visitor.call('GET /api/affiliates/:username/races', { params: { username: 'bob' } }),
    await visitor.call('GET /api/races/:id/standings/around/:username', { params: { id: raceId, username: 'bob' } }),
    await visitor.call('GET /api/leaderboards/:period/around/:username', {
      params: { period: 'daily', username: 'bob' },
    }),
  ]
  for (const { status } of lookUps) expect(status).toBe(404)
  const search = await visitor.call('GET /api/races/:id/standings', { params: { id: raceId }, query: { search: 'bo' } })
  expect(search.body.items).toEqual([])
})

test('every change is in the audit log, whose chain holds', async () => {
  const done = new Set(await actions())
  const changing = (Object.entries(contract) as [string, RouteDefinition][]).filter(
    ([, { method, path }]) => method !== 'get' && path.startsWith('/api/admin/'),
  )
  // Each route that changes something, and what it writes down; a preview changes nothing.
  const written: Record<string, string> = {
    createRace: 'race.create',
    updateRace: 'race.update',
    cancelRace: 'race.cancel',
    createSeries: 'series.create',
    stopSeries: 'series.stop',
    decideEntrant: 'entrant.decide',
    disqualifyEntrant: 'entrant.disqualify',
    reinstateEntrant: 'entrant.reinstate',
    adjustTotal: 'entrant.adjust',
    revertAdjustment: 'adjustment.revert',
    settlePayout: 'payout.paid',
    correctPayout: 'payout.corrected',
    requestReading: 'reading.request',
    updateUser: 'user.update',
    setUserRole: 'user.role',
    createApiToken: 'token.create',
    revokeApiToken: 'token.revoke',
  }
  expect(changing.map(([name]) => name).sort()).toEqual([...Object.keys(written), 'previewPrizes'].sort())
  for (const action of Object.values(written)) expect(done, action).toContain(action)
  expect(await verifyAudit(desk.database.db)).toMatchObject({ ok: true })
  expect((await admin.call('GET /api/admin/audit-log/verification')).body).toMatchObject({ ok: true, brokenAt: null })
  const { body } = await admin.call('GET /api/admin/audit-log', { query: { action: 'race.cancel' } })
  expect(body.items.at(-1)).toMatchObject({ actorKind: 'user', actorName: 'chief', details: { reason: 'Rain' } })
})
