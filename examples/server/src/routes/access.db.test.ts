import { createApiToken, revokeApiToken } from '@goated/accounts'
import { type Access, contract, type RouteDefinition } from '@goated/example-contract'
import { TOKEN_SCOPES } from '@goated/schema/tables'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, setUpTotp } from '../testing/api-client.ts'
import { type Desk, PASSWORD, startDesk } from '../testing/desk.ts'

/** Who may do what, written down a second time: whoever opens a door changes this table too. */
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
POST /api/auth/logout public
GET /api/auth/session public
GET /api/me session
PATCH /api/me session
POST /api/me/password session
POST /api/me/totp setup
POST /api/me/totp/confirm setup
POST /api/me/totp/remove session
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
POST /api/admin/payouts/:id/settle payouts:write
POST /api/admin/payouts/:id/correct payouts:write
GET /api/admin/ingest/runs ingest:read
GET /api/admin/ingest/health ingest:read
GET /api/admin/ingest/quarantine ingest:read
GET /api/admin/ingest/quarantine/:id ingest:read
POST /api/admin/ingest/run ingest:run
GET /api/admin/users users:read
PATCH /api/admin/users/:id users:write
GET /api/admin/tokens users:read
POST /api/admin/tokens users:write
DELETE /api/admin/tokens/:id users:write
GET /api/admin/audit-log audit:read
GET /api/admin/audit-log/verification audit:read
`
  .trim()
  .split('\n')
  .map((line) => {
    const [method = '', path = '', access = ''] = line.split(' ')
    return { method, path, access }
  })

type Role = 'visitor' | 'player' | 'owesCode' | 'owesSetup' | 'admin' | 'token' | 'otherToken' | 'deadToken'

/** Refusals by role: 401 where somebody else might be let in, 403 where this one never is. */
function refusalOf(role: Role, access: string): number | null {
  if (access === 'public') return null
  const isToken = role === 'token' || role === 'otherToken'
  if (role === 'visitor' || role === 'deadToken') return 401
  if (access === 'password') return isToken ? 403 : null
  if (access === 'setup') return isToken ? 403 : role === 'owesCode' ? 401 : null
  if (access === 'session') return isToken ? 403 : role === 'owesCode' ? 401 : role === 'owesSetup' ? 403 : null
  if (role === 'owesCode') return 401
  if (role === 'admin' || role === 'token') return null
  return 403
}

let desk: Desk
let clients: Record<Role, (access: string) => ApiClient>
beforeAll(async () => {
  desk = await startDesk({ adminTotp: 'required' })
  const { clock } = desk.day
  const admin = await desk.signIn('chief', { isAdmin: true })
  await setUpTotp(admin, () => clock.now())
  const owesCode = desk.visitor()
  await owesCode.call('POST /api/auth/login', { body: { username: 'chief', password: PASSWORD } })
  const player = await desk.signIn('player')
  const owesSetup = await desk.signIn('deputy', { isAdmin: true })
  const createdBy = (await admin.call('GET /api/me')).body.id as number
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
  const declared = (Object.values(contract) as RouteDefinition[]).map(
    ({ method, path, access }) => `${method.toUpperCase()} ${path} ${nameOf(access)}`,
  )
  expect(declared.sort()).toEqual(table.map(({ method, path, access }) => `${method} ${path} ${access}`).sort())
})

// Signing out and changing one's rights would spoil the roles of the tests that follow.
const spoiling = new Set(['POST /api/auth/logout', 'POST /api/auth/login', 'POST /api/me/password'])
const probed = table.filter(({ method, path }) => !spoiling.has(`${method} ${path}`))
const roles: Role[] = ['visitor', 'player', 'owesCode', 'owesSetup', 'admin', 'token', 'otherToken', 'deadToken']

describe.each(roles)('%s', (role) => {
  test.each(probed)('$method $path', async ({ method, path, access }) => {
    // Whoever is refused is refused alike whether there is such a thing or not, and whatever is sent.
    for (const id of [desk.day.race.id, 999_999]) {
      const filled = path.replace(':username', 'alice').replace(':period', 'daily').replaceAll(/:\w+/g, String(id))
      const { status, body } = await clients[role](access).send(method, filled, { body: { nonsense: true } })
      const refusal = refusalOf(role, access)
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

function nameOf(access: Access): string {
  return access.kind === 'admin' ? access.scope : access.kind
}
