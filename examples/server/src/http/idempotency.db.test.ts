import { verifyAudit } from '@goated/accounts'
import { contract, type RouteDefinition, takesIdempotencyKey } from '@goated/example-contract'
import { queryRows } from '@goated/schema/internal'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AdminDesk, newRace, startAdminDesk } from '../testing/admin-desk.ts'
import type { ApiClient } from '../testing/api-client.ts'
import { PASSWORD } from '../testing/desk.ts'
import { everyAct } from '../testing/every-act.ts'

let desk: AdminDesk
let admin: ApiClient
beforeAll(async () => {
  desk = await startAdminDesk()
  admin = desk.admin
})
afterAll(() => desk.close())

const { acts, password } = everyAct(() => desk)

/** How many rows each table has: what is done twice leaves a line in the audit log, if nothing else. */
async function rowCounts(): Promise<Record<string, number>> {
  const { db } = desk.database
  const tables = await queryRows<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'goated'`,
  )
  const counts = tables.map(
    ({ name }) =>
      sql`select ${name} as name, count(*)::int as rows from ${sql.identifier('goated')}.${sql.identifier(name)}`,
  )
  const rows = await queryRows<{ name: string; rows: number }>(db, sql.join(counts, sql` union all `))
  return Object.fromEntries(rows.map(({ name, rows }) => [name, rows]))
}

test('every route that changes something has an example here, but for those that begin and end a session', () => {
  const writing = (Object.values(contract) as RouteDefinition[]).filter(({ method }) => method !== 'get')
  const address = ({ method, path }: RouteDefinition) => `${method.toUpperCase()} ${path}`
  expect(writing.filter(takesIdempotencyKey).map(address).sort()).toEqual(acts.map(([address]) => address).sort())
  expect(writing.filter((route) => !takesIdempotencyKey(route)).map(address)).toEqual([
    'POST /api/auth/login',
    'POST /api/auth/totp',
    'POST /api/auth/logout',
  ])
})

test.each(acts)('%s is done once for one key', async (address, input, then) => {
  const { params = {}, body = {} } = (await input?.()) ?? {}
  const headers = { 'idempotency-key': `key of ${address}`.replaceAll(/\W/g, '-') }
  const first = await admin.call(address, { params, body, headers })
  expect(first.status, JSON.stringify(first.body)).toBeLessThan(300)
  expect(first.headers.get('idempotent-replayed')).toBeNull()
  then?.(first.body)
  const after = await rowCounts()
  const again = await admin.call(address, { params, body, headers })
  expect([again.status, again.body]).toEqual([first.status, first.body])
  expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'))
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  const other = await admin.call(address, { params, body: { ...body, more: 1 }, headers })
  expect(other.body).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' })
  expect(await rowCounts()).toEqual(after)
})

test('every one of these changes is in the audit log, whose chain holds', async () => {
  const log = await admin.call('GET /api/admin/audit-log', { query: { limit: 200 } })
  const done = new Set(log.body.items.map(({ action }: { action: string }) => action))
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

test('no answer is stored as it was sent, and no password in a way that could be guessed', async () => {
  const { db } = desk.database
  const rows = await queryRows<{ row: string }>(db, sql`select k::text as row from goated.idempotency_keys k`)
  expect(rows.length).toBeGreaterThan(10)
  for (const { row } of rows) expect(row).not.toMatch(/goated_|recoveryCodes|Evening|otpauth/)
})

const race = (headers: Record<string, string>, title = 'Keyed') =>
  admin.call('POST /api/admin/races', {
    body: { ...newRace, title, startDate: '2025-03-15T18:00:00Z', endDate: '2025-03-15T20:00:00Z' },
    headers,
  })

test('a key says nothing about other people, other things and other routes', async () => {
  const deputy = await desk.signIn('deputy', { isAdmin: true })
  const headers = { 'idempotency-key': 'shared' }
  const { body: own } = await race(headers)
  const { body: other } = await deputy.call('POST /api/admin/races', { body: { ...newRace, title: 'Other' }, headers })
  expect(other).toMatchObject({ title: 'Other', createdBy: expect.any(Number) })
  expect(other.id).not.toBe(own.id)
  for (const { id } of [own, other]) {
    const cancelled = await admin.call('POST /api/admin/races/:id/cancel', {
      params: { id },
      body: { reason: 'Rain' },
      headers,
    })
    expect(cancelled.body).toMatchObject({ id, status: 'cancelled' })
  }
  await desk.prove(password())
  const { token: secret } = (
    await admin.call('POST /api/admin/tokens', { body: { name: 'maker', scopes: ['races:write'] } })
  ).body
  const byToken = await desk.visitor(secret).call('POST /api/admin/races', {
    body: { ...newRace, title: 'By a token' },
    headers,
  })
  expect(byToken.body).toMatchObject({ title: 'By a token' })
})

test('a refusal is kept as well, and the order of fields does not matter', async () => {
  const headers = { 'idempotency-key': 'refusal' }
  const settle = (body: string) => admin.send('POST', '/api/admin/payouts/999999/settle', { body, headers })
  await desk.prove(password())
  const first = await settle('{"status":"paid","reference":"a"}')
  expect(first.body).toMatchObject({ status: 409, code: 'PAYOUT_NOT_OWED' })
  const again = await settle('{ "reference": "a", "status": "paid" }')
  expect(again.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect([again.status, again.body]).toEqual([409, first.body])
  expect((await settle('{"status":"nonsense"}')).status).toBe(422)
})

test('whoever may not do it is told so each time, and a wrong password counts each time', async () => {
  const player = await desk.signIn('player')
  const headers = { 'idempotency-key': 'not-mine' }
  const make = () => player.call('POST /api/admin/races', { body: newRace, headers })
  expect((await make()).status).toBe(403)
  expect((await make()).status).toBe(403)
  const guess = (password: string, key: string) =>
    player.call('POST /api/me/password', {
      body: { password, newPassword: 'a better horse battery' },
      headers: { 'idempotency-key': key },
    })
  for (let at = 0; at < 10; at++) expect((await guess('wrong horse', `guess-${at}`)).body.code).toBe('PASSWORD_WRONG')
  const locked = await guess(PASSWORD, 'guess-right')
  expect(locked.status).toBe(429)
  expect(locked.headers.get('retry-after')).toMatch(/^\d+$/)
  // What passes is not kept: once the lock has opened, the same request is good.
  desk.day.clock.advance(16 * 60_000)
  expect((await guess(PASSWORD, 'guess-right')).status).toBe(204)
})

test('a failure of ours undoes what was done and can be tried again', async () => {
  const { db } = desk.database
  const headers = { 'idempotency-key': 'broken' }
  const before = await rowCounts()
  await db.execute(sql`alter table goated.idempotency_keys rename column answer to elsewhere`)
  const broken = await race(headers, 'Broken')
  await db.execute(sql`alter table goated.idempotency_keys rename column elsewhere to answer`)
  expect(broken.body).toMatchObject({ status: 503, code: 'SCHEMA_CHANGED' })
  expect(await rowCounts()).toEqual(before)
  expect((await race(headers, 'Broken')).status).toBe(201)
  desk.log.length = 0
})

test.each([
  ['empty', ''],
  ['too long', 'x'.repeat(256)],
  ['with a space', 'a b'],
  ['not ASCII', 'caf\u00e9'],
  ['nothing in quotes', '""'],
])('a key that is %s is refused by name', async (_what, key) => {
  const { body } = await race({ 'idempotency-key': key })
  expect(body).toMatchObject({ status: 400, code: 'INPUT_INVALID', errors: [{ path: 'Idempotency-Key' }] })
})

test('a key in quotes is the same key', async () => {
  const { body } = await race({ 'idempotency-key': '"quoted"' }, 'Quoted')
  expect((await race({ 'idempotency-key': 'quoted' }, 'Quoted')).body).toEqual(body)
})

test('requests with one key at the same moment are one', async () => {
  const before = (await admin.call('GET /api/admin/races')).body.total
  const headers = { 'idempotency-key': 'at-once' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => race(headers, 'At once')))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  expect((await admin.call('GET /api/admin/races')).body.total).toBe(before + 1)
})

test('what happened is published once it is committed', async () => {
  const board = async () => (await desk.visitor().call('GET /api/races')).body.items[0]
  const { body } = await race({ 'idempotency-key': 'published' }, 'Published')
  expect(await board()).toMatchObject({ id: body.id, title: 'Published' })
})

test('the reference names the header', async () => {
  const { body } = await desk.visitor().send('GET', '/api/openapi.json')
  const { parameters, responses } = body.paths['/api/admin/payouts/{id}/settle'].post
  expect(parameters).toContainEqual(expect.objectContaining({ in: 'header', name: 'Idempotency-Key' }))
  expect(Object.keys(responses)).toEqual(expect.arrayContaining(['409', '422']))
  expect(JSON.stringify(body.paths['/api/auth/login'])).not.toContain('Idempotency-Key')
  expect(JSON.stringify(body.paths['/api/races'])).not.toContain('Idempotency-Key')
})
