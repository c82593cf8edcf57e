import { type Address, contract, type RouteDefinition, takesIdempotencyKey } from '@goated/example-contract'
import { advanceRaces } from '@goated/races'
import { queryRows } from '@goated/schema/internal'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient, setUpTotp } from '../testing/api-client.ts'
import { type Desk, PASSWORD, startDesk } from '../testing/desk.ts'

let desk: Desk
let admin: ApiClient
let raceId: number
beforeAll(async () => {
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
  prizeDistribution: [{ from: 1, percent: '100' }],
  startDate: '2025-03-12T18:00:00Z',
  endDate: '2025-03-12T20:00:00Z',
}
const newSeries = {
  title: 'Daily dash',
  source: 'goated',
  prizePool: '100.00',
  prizeDistribution: [{ from: 1, percent: '100' }],
  anchorStart: '2025-03-13T00:00:00Z',
  type: 'custom',
  periodSeconds: 3600,
}

type Params = Record<string, string | number>
type Example = [address: Address, input?: () => Promise<{ params?: Params; body?: object }>, then?: (body: any) => void]

// What the examples after the first ones are about.
let made: Params = {}
let series: Params = {}
let adjustment: Params = {}
let token: Params = {}
let paid = { id: 0, entryId: 0 }
let password = PASSWORD
/** Shows again who it is, for what asks for that. */
async function prove(): Promise<void> {
  const { status } = await admin.call('POST /api/auth/step-up', { body: { password } })
  expect(status).toBe(200)
}
async function anotherSession(): Promise<number> {
  await apiClient(desk.url).call('POST /api/auth/login', { body: { username: 'chief', password } })
  const { body } = await admin.call('GET /api/me/sessions')
  return body.items.find(({ current }: { current: boolean }) => !current).id
}
const entrant = async (username: string) => {
  const { body } = await admin.call('GET /api/admin/races/:id/entrants', {
    params: { id: raceId },
    query: { search: username },
  })
  return { id: raceId, userId: body.items[0].userId as number }
}

/** Every route that takes a key, in an order in which each has something to do. */
const examples: Example[] = [
  [
    'POST /api/admin/races/preview',
    async () => ({ body: { prizePool: '10.00', prizeDistribution: newRace.prizeDistribution } }),
  ],
  ['POST /api/admin/races', async () => ({ body: newRace }), ({ id }) => (made = { id })],
  ['PATCH /api/admin/races/:id', async () => ({ params: made, body: { title: 'Late race' } })],
  ['POST /api/admin/races/:id/cancel', async () => ({ params: made, body: { reason: 'Rain' } })],
  ['POST /api/admin/series', async () => ({ body: newSeries }), (body) => (series = { id: body.series.id })],
  ['POST /api/admin/series/:id/stop', async () => ({ params: series })],
  [
    'POST /api/admin/races/:id/entrants/:userId/adjustments',
    async () => ({ params: await entrant('carol'), body: { amount: '5', reason: 'A bet counted late' } }),
    ({ adjustments: [{ id }] }) => (adjustment = { id }),
  ],
  ['POST /api/admin/adjustments/:id/revert', async () => ({ params: adjustment, body: { reason: 'No' } })],
  [
    'POST /api/admin/races/:id/entrants/:userId/disqualify',
    async () => ({ params: await entrant('bob'), body: { reason: 'Two accounts' } }),
  ],
  ['POST /api/admin/races/:id/entrants/:userId/reinstate', async () => ({ params: await entrant('bob') })],
  [
    'POST /api/admin/races/:id/entrants/:userId/decisions',
    async () => {
      // Her counter falls below half of what it was, three readings in a row, which is what there is to decide about.
      for (const at of ['11:20', '11:25', '11:30']) await desk.day.read(at, { alice: -400, bob: 250, carol: 30 })
      return { params: await entrant('alice'), body: { kind: 'accept', reason: 'The casino confirms it' } }
    },
  ],
  ['POST /api/admin/ingest/run', async () => ({ body: { trust: false } })],
  [
    'PATCH /api/admin/users/:id',
    async () => ({ params: { id: (await entrant('carol')).userId }, body: { nameHidden: true } }),
  ],
  ['POST /api/auth/step-up', async () => ({ body: { password } })],
  [
    'PATCH /api/admin/users/:id/role',
    async () => {
      await desk.signIn('second')
      const { body } = await admin.call('GET /api/admin/users', { query: { search: 'second' } })
      return { params: { id: body.items[0].id }, body: { isAdmin: true } }
    },
  ],
  ['DELETE /api/me/sessions/:id', async () => ({ params: { id: await anotherSession() } })],
  ['DELETE /api/me/sessions'],
  [
    'POST /api/admin/tokens',
    async () => ({ body: { name: 'bot', scopes: ['races:read'] } }),
    ({ apiToken }) => (token = { id: apiToken.id }),
  ],
  ['DELETE /api/admin/tokens/:id', async () => ({ params: token })],
  ['PATCH /api/me', async () => ({ body: { nameHidden: true } })],
  ['POST /api/me/totp'],
  ['POST /api/me/totp/confirm', async () => ({ body: { code: await startedTotp() } })],
  ['POST /api/me/totp/recovery-codes'],
  ['POST /api/me/totp/remove', async () => ({ body: { password } })],
  [
    'POST /api/me/password',
    async () => ({ body: { password, newPassword: 'a better horse battery' } }),
    () => (password = 'a better horse battery'),
  ],
  [
    'POST /api/admin/payouts/:id/settle',
    async () => ({ params: { id: await owedPayout() }, body: { status: 'paid' } }),
    ({ id, entries }) => (paid = { id, entryId: entries[0].id }),
  ],
  [
    'POST /api/admin/payouts/:id/correct',
    async () => ({ params: { id: paid.id }, body: { corrects: paid.entryId, reason: 'The wrong wallet' } }),
  ],
]

async function startedTotp(): Promise<string> {
  let code = ''
  const client: ApiClient = {
    ...admin,
    call: async (address, input) => {
      if (!address.endsWith('confirm')) return admin.call(address, input)
      code = (input?.body as { code: string } | undefined)?.code ?? ''
      return { status: 200, headers: new Headers(), body: {} }
    },
  }
  await setUpTotp(client, () => desk.day.clock.now())
  return code
}
async function owedPayout(): Promise<number> {
  const { day, database } = desk
  await day.read('13:59', { alice: 100, bob: 250, carol: 30 })
  await day.advance('14:01')
  await day.read('14:02', { alice: 100, bob: 250, carol: 30 })
  await advanceRaces(database.db, { clock: day.clock })
  await prove()
  return (await admin.call('GET /api/admin/payouts', { query: { raceId } })).body.items[0].id
}

/** How many rows each table has: what is done twice leaves a line in the audit log, if nothing else. */
async function rowCounts(): Promise<Record<string, number>> {
  const { db } = desk.database
  const tables = await queryRows<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'goated'`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables)
    counts[name] = await db.$count(sql`${sql.identifier('goated')}.${sql.identifier(name)}`)
  return counts
}

test('every route that changes something has an example here, but for those that begin and end a session', () => {
  const writing = (Object.values(contract) as RouteDefinition[]).filter(({ method }) => method !== 'get')
  const address = ({ method, path }: RouteDefinition) => `${method.toUpperCase()} ${path}`
  expect(writing.filter(takesIdempotencyKey).map(address).sort()).toEqual(examples.map(([address]) => address).sort())
  expect(writing.filter((route) => !takesIdempotencyKey(route)).map(address)).toEqual([
    'POST /api/auth/login',
    'POST /api/auth/totp',
    'POST /api/auth/logout',
  ])
})

test.each(examples)('%s is done once for one key', async (address, input, then) => {
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
  await prove()
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
  await prove()
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
