import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AdminDesk, startAdminDesk } from '../../testing/admin-desk.ts'

let desk: AdminDesk
beforeAll(async () => {
  desk = await startAdminDesk()
})
afterAll(() => desk.close())

describe('entrants', () => {
  const named = (userId: number) => ({ params: { id: desk.day.race.id, userId } })

  test('are adjusted for a reason, and back', async () => {
    const { userId } = await desk.entrant('carol')
    const adjusted = await desk.admin.call('POST /api/admin/races/:id/entrants/:userId/adjustments', {
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
      (await desk.visitor().call('GET /api/races/:id/standings', { params: { id: desk.day.race.id } })).body
    expect((await board()).items[0]).toMatchObject({ username: 'carol', total: '330.50000000' })
    const rulings = async () =>
      (await desk.visitor().call('GET /api/races/:id/rulings', { params: { id: desk.day.race.id } })).body
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
      desk.admin.call('POST /api/admin/adjustments/:id/revert', { params: { id }, body: { reason: 'No' } })
    expect((await revert()).status).toBe(204)
    expect((await revert()).body.code).toBe('ADJUSTMENT_NOT_FOUND')
    expect((await rulings()).items).toMatchObject([{ revertReason: 'No', revertedAt: expect.any(String) }])
    expect((await board()).items[0]).toMatchObject({ username: 'bob' })
  })

  test('are disqualified and reinstated', async () => {
    const { userId } = await desk.entrant('bob')
    const out = await desk.admin.call('POST /api/admin/races/:id/entrants/:userId/disqualify', {
      ...named(userId),
      body: { reason: 'Two accounts' },
    })
    expect(out.body).toMatchObject({ rank: null, disqualifiedReason: 'Two accounts' })
    const back = await desk.admin.call('POST /api/admin/races/:id/entrants/:userId/reinstate', named(userId))
    expect(back.body).toMatchObject({ rank: 1, disqualifiedAt: null })
  })

  test('are decided about once it is due', async () => {
    const { userId } = await desk.entrant('alice')
    const decide = () =>
      desk.admin.call('POST /api/admin/races/:id/entrants/:userId/decisions', {
        ...named(userId),
        body: { kind: 'accept', reason: 'The casino confirms it' },
      })
    expect((await decide()).body).toMatchObject({ status: 409, code: 'DECISION_NOT_DUE' })
    // Her counter falls below half of what it was, three readings in a row.
    for (const at of ['11:20', '11:25', '11:30']) await desk.day.read(at, { alice: -400, bob: 250, carol: 30 })
    const flagged = await desk.admin.call('GET /api/admin/races/:id/entrants', {
      params: { id: desk.day.race.id },
      query: { flagged: true },
    })
    expect(flagged.body.items).toMatchObject([
      { username: 'alice', heldReadings: 3, decisionsDue: ['rebase', 'accept'] },
    ])
    expect(
      (await desk.admin.call('GET /api/admin/races/:id', { params: { id: desk.day.race.id } })).body.flaggedEntrants,
    ).toBe(1)
    expect((await decide()).body).toMatchObject({ heldReadings: 0, decisions: [{ kind: 'accept' }] })
  })
})

test('payouts are settled once', async () => {
  await desk.finishRace()
  const owed = await desk.admin.call('GET /api/admin/payouts', { query: { raceId: desk.day.race.id } })
  expect(owed.body.sums).toEqual([{ currency: 'USD', status: 'owed', count: owed.body.total, amount: '100.00' }])
  const [{ id, amount }] = owed.body.items
  const settle = (status: string) =>
    desk.admin.call('POST /api/admin/payouts/:id/settle', { params: { id }, body: { status, reference: 'tx 17' } })
  // The admin signed in hours ago.
  expect((await settle('paid')).body).toMatchObject({ status: 403, code: 'STEP_UP_REQUIRED' })
  await desk.prove()
  expect((await settle('owed')).body.errors).toMatchObject([{ path: 'status' }])
  expect((await settle('paid')).body).toMatchObject({
    id,
    amount,
    status: 'paid',
    settledBy: 'chief',
    reference: 'tx 17',
  })
  expect((await settle('voided')).body).toMatchObject({ status: 409, code: 'PAYOUT_NOT_OWED' })
  const paid = (await desk.admin.call('GET /api/admin/payouts', { query: { raceId: desk.day.race.id } })).body.items[0]
  const correct = (reason: string) =>
    desk.admin.call('POST /api/admin/payouts/:id/correct', {
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
})

test('readings are watched and asked for', async () => {
  const runs = await desk.admin.call('GET /api/admin/ingest/runs', { query: { limit: 5 } })
  expect(runs.body.items[0]).toMatchObject({ outcome: 'ok', listedUsers: 3, quarantineId: null })
  const asked = await desk.admin.call('POST /api/admin/ingest/run', { body: {} })
  expect(asked.status).toBe(202)
  const health = await desk.admin.call('GET /api/admin/ingest/health', { query: { hours: 6 } })
  expect(health.body).toMatchObject({ source: 'goated', failures: 0, requestedAt: asked.body.requestedAt })
  const counted = health.body.buckets.reduce((sum: number, { ok }: { ok: number }) => sum + ok, 0)
  expect(counted).toBeGreaterThan(3)
  expect((await desk.admin.call('GET /api/admin/ingest/quarantine')).body).toMatchObject({ items: [], total: 0 })
})

test('a hidden name is masked everywhere, at once', async () => {
  const { body } = await desk.admin.call('GET /api/admin/users', { query: { search: 'bob' } })
  const [{ id }] = body.items
  await desk.admin.call('PATCH /api/admin/users/:id', { params: { id }, body: { nameHidden: true } })
  const visitor = desk.visitor()
  const answers = [
    await visitor.call('GET /api/races/:id/standings', { params: { id: desk.day.race.id } }),
    await visitor.call('GET /api/leaderboards/:period', { params: { period: 'daily' } }),
    await visitor.call('GET /api/races/:id/progressions', { params: { id: desk.day.race.id } }),
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
    await visitor.call('GET /api/races/:id/standings/around/:username', {
      params: { id: desk.day.race.id, username: 'bob' },
    }),
    await visitor.call('GET /api/leaderboards/:period/around/:username', {
      params: { period: 'daily', username: 'bob' },
    }),
  ]
  for (const { status } of lookUps) expect(status).toBe(404)
  const search = await visitor.call('GET /api/races/:id/standings', {
    params: { id: desk.day.race.id },
    query: { search: 'bo' },
  })
  expect(search.body.items).toEqual([])
})
