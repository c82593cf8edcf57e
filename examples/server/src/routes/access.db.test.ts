import { createApiToken, revokeApiToken, STEP_UP_WITHIN_MS } from '@goated/accounts'
import { type Access, contract, type RouteDefinition } from '@goated/example-contract'
import { sessions, totpCredentials } from '@goated/schema/tables'
import { TOKEN_SCOPES } from '@goated/schema/vocabulary'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, setUpTotp } from '../testing/api-client.ts'
import { type Desk, PASSWORD, startDesk } from '../testing/desk.ts'

/**
 * Who may do what, and what wants a fresh proof, written down a second time: whoever opens a door changes this table too.
 */
const table = `
GET /api/races public
GET /api/races/current public
GET /api/races/:id public
GET /api/races/:id/standings public
GET /api/races/:id/standings/around/:username public
GET /api/races/:id/participants/:username/history public
GET /api/races/:id/rulings public
GET /api/races/:id/progressions public
GET /api/leaderboards/:period public
GET /api/leaderboards/:period/around/:username public
GET /api/historical-races public
GET /api/historical-races/:id public
GET /api/historical-races/:id/verification public
GET /api/historical-races/:id/evidence public
GET /api/affiliates/:username/stats public
GET /api/affiliates/:username/races public
GET /api/site public
POST /api/auth/login public
POST /api/auth/totp password
POST /api/auth/step-up setup
POST /api/auth/logout public
GET /api/auth/session public
GET /api/me session
PATCH /api/me session
POST /api/me/password session factor
POST /api/me/totp setup proof
POST /api/me/totp/confirm setup proof
POST /api/me/totp/remove session proof
POST /api/me/totp/recovery-codes session proof
GET /api/me/sessions session
DELETE /api/me/sessions session
DELETE /api/me/sessions/:id session
GET /api/admin/races races:read
GET /api/admin/races/:id races:read
GET /api/admin/race-defaults races:read
POST /api/admin/races/preview races:read
POST /api/admin/races races:write
PATCH /api/admin/races/:id races:write
POST /api/admin/races/:id/cancel races:write
GET /api/admin/series races:read
POST /api/admin/series races:write
POST /api/admin/series/:id/stop races:write
GET /api/admin/races/:id/entrants races:read
GET /api/admin/races/:id/entrants/:userId races:read
POST /api/admin/races/:id/entrants/:userId/decisions races:write
POST /api/admin/races/:id/entrants/:userId/disqualify races:write
POST /api/admin/races/:id/entrants/:userId/reinstate races:write
POST /api/admin/races/:id/entrants/:userId/adjustments races:write
POST /api/admin/adjustments/:id/revert races:write
GET /api/admin/payouts races:read
POST /api/admin/payouts/:id/settle payouts:write proof
POST /api/admin/payouts/:id/correct payouts:write proof
GET /api/admin/ingest/runs ingest:read
GET /api/admin/ingest/health ingest:read
GET /api/admin/ingest/quarantine ingest:read
GET /api/admin/ingest/quarantine/:id ingest:read
POST /api/admin/ingest/run ingest:run
GET /api/admin/users users:read
PATCH /api/admin/users/:id users:write
PATCH /api/admin/users/:id/role admins:write proof
GET /api/admin/tokens users:read
POST /api/admin/tokens users:write proof
DELETE /api/admin/tokens/:id users:write proof
GET /api/admin/audit-log audit:read
GET /api/admin/audit-log/verification audit:read
`
  .trim()
  .split('\n')
  .map((line) => {
    const [method = '', path = '', access = '', stepUp] = line.split(' ')
    return { method, path, access, stepUp }
  })

/**
 * `stale`: an admin who showed the second factor ten minutes ago. `unshown`: an admin whose session is older than the second
 * factor. `stalePlayer`: somebody without a second factor who gave the password ten minutes ago.
 */
const roles = [
  'visitor',
  'player',
  'stalePlayer',
  'owesCode',
  'owesSetup',
  'unshown',
  'stale',
  'admin',
  'token',
  'otherToken',
  'deadToken',
] as const
type Role = (typeof roles)[number]

/** Refusals by role: 401 where somebody else might be let in, 403 where this one never is, or not now. */
function refusalOf(role: Role, access: string, stepUp: string | undefined): number | null {
  const refusal = accessRefusalOf(role, access)
  if (refusal !== null || access === 'public' || stepUp === undefined) return refusal
  if (role === 'stale' || role === 'unshown') return 403
  return role === 'stalePlayer' && stepUp === 'proof' ? 403 : null
}

function accessRefusalOf(role: Role, access: string): number | null {
  if (access === 'public') return null
  const isToken = role === 'token' || role === 'otherToken'
  if (role === 'visitor' || role === 'deadToken') return 401
  if (access === 'password') return isToken ? 403 : null
  if (access === 'setup') return isToken ? 403 : role === 'owesCode' ? 401 : null
  if (access === 'session')
    return isToken ? 403 : role === 'owesCode' ? 401 : role === 'owesSetup' || role === 'unshown' ? 403 : null
  if (role === 'owesCode') return 401
  if (role === 'token') return access === 'admins:write' ? 403 : null
  if (role === 'admin' || role === 'stale') return null
  return 403
}

let desk: Desk
let clients: Record<Role, (access: string) => ApiClient>
beforeAll(async () => {
  desk = await startDesk({ adminTotp: 'required' })
  const { clock } = desk.day
  const admin = await desk.signIn('chief', { isAdmin: true })
  const { code } = await setUpTotp(admin, () => clock.now())
  const inLater = async () => {
    // The next code, which counts half a minute early.
    clock.advance(30_000)
    const client = desk.visitor()
    await client.call('POST /api/auth/login', { body: { username: 'chief', password: PASSWORD } })
    await client.call('POST /api/auth/totp', { body: { code: code() } })
    return client
  }
  const stale = await inLater()
  const unshown = await inLater()
  const stalePlayer = await desk.signIn('idler')
  const owesCode = desk.visitor()
  await owesCode.call('POST /api/auth/login', { body: { username: 'chief', password: PASSWORD } })
  const player = await desk.signIn('player')
  const owesSetup = await desk.signIn('deputy', { isAdmin: true })
  const createdBy = (await admin.call('GET /api/me')).body.id as number
  // What was shown before there was a second factor would not count.
  const anHourAgo = new Date(clock.now().getTime() - 3_600_000)
  await desk.database.db.update(totpCredentials).set({ confirmedAt: anHourAgo })
  const tenMinutesAgo = new Date(clock.now().getTime() - STEP_UP_WITHIN_MS)
  await change(stale, { factorShownAt: tenMinutesAgo })
  await change(unshown, { factorShownAt: null })
  await change(stalePlayer, { passwordShownAt: tenMinutesAgo })
  const make = (name: string, scopes: (typeof TOKEN_SCOPES)[number][]) =>
    createApiToken(desk.database.db, { name, scopes, createdBy }, { clock })
  const all = await make('all', [...TOKEN_SCOPES])
  const dead = await make('dead', [...TOKEN_SCOPES])
  await revokeApiToken(desk.database.db, { tokenId: dead.apiToken.id }, { clock })
  const without = new Map<string, string>()
  for (const scope of TOKEN_SCOPES)
    without.set(
      scope,
      (
        await make(
          `without ${scope}`,
          TOKEN_SCOPES.filter((each) => each !== scope),
        )
      ).token,
    )
  clients = {
    visitor: () => desk.visitor(),
    player: () => player,
    stalePlayer: () => stalePlayer,
    unshown: () => unshown,
    stale: () => stale,
    owesCode: () => owesCode,
    owesSetup: () => owesSetup,
    admin: () => admin,
    token: () => desk.visitor(all.token),
    otherToken: (access) => desk.visitor(without.get(access) ?? all.token),
    deadToken: () => desk.visitor(dead.token),
  }
})
afterAll(() => desk.close())

test('the table names every route of the contract with its access, and no other', () => {
  const declared = (Object.values(contract) as RouteDefinition[]).map(({ method, path, access, stepUp }) =>
    [method.toUpperCase(), path, nameOf(access), ...(stepUp === undefined ? [] : [stepUp])].join(' '),
  )
  const written = table.map(({ method, path, access, stepUp }) =>
    [method, path, access, ...(stepUp === undefined ? [] : [stepUp])].join(' '),
  )
  expect(declared.sort()).toEqual(written.sort())
})

test('whatever changes payouts, tokens, roles, passwords or second factors wants a fresh proof', () => {
  const sensitive = (Object.values(contract) as RouteDefinition[]).filter(
    ({ method, path, access }) =>
      method !== 'get' && /payout|token|role|totp|password|admins:write/.test(`${path} ${nameOf(access)}`),
  )
  const without = sensitive.filter(({ stepUp }) => stepUp === undefined).map(({ path }) => path)
  // This one is where the second factor is shown.
  expect(without).toEqual(['/api/auth/totp'])
})

// Signing out and changing one's rights would spoil the roles of the tests that follow.
const spoiling = new Set(['POST /api/auth/logout', 'POST /api/auth/login', 'POST /api/me/password'])
const probed = table.filter(({ method, path }) => !spoiling.has(`${method} ${path}`))
describe.each(roles)('%s', (role) => {
  test.each(probed)('$method $path', async ({ method, path, access, stepUp }) => {
    // Whoever is refused is refused alike whether there is such a thing or not, and whatever is sent.
    for (const id of [desk.day.race.id, 999_999]) {
      const filled = path.replace(':username', 'alice').replace(':period', 'daily').replaceAll(/:\w+/g, String(id))
      const { status, body } = await clients[role](access).send(method, filled, { body: { nonsense: true } })
      const refusal = refusalOf(role, access, stepUp)
      // A token that is named must be good, even where none is needed; what is cached for everybody does not look.
      if (role === 'deadToken' && path === '/api/auth/session') expect(status).toBe(401)
      else if (refusal === null) expect([200, 304, 400, 404, 409], JSON.stringify(body)).toContain(status)
      else expect(status, JSON.stringify(body)).toBe(refusal)
    }
  })
})

test('an address outside of the contract is nobody’s', async () => {
  for (const role of roles)
    for (const path of ['/api/admin', '/api/admin/races/1/secrets', '/api/users', '/api/me/1'])
      expect((await clients[role]('').send('GET', path)).status).toBe(404)
})

/** Changes what the session of a client has shown. */
async function change(client: ApiClient, shown: Partial<typeof sessions.$inferInsert>): Promise<void> {
  const { body } = await client.call('GET /api/me/sessions')
  const { id } = body.items.find(({ current }: { current: boolean }) => current)
  await desk.database.db.update(sessions).set(shown).where(eq(sessions.id, id))
}

function nameOf(access: Access): string {
  return access.kind === 'admin' ? access.scope : access.kind
}
