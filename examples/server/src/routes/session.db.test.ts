import { afterEach, beforeEach, expect, test } from 'vitest'
import { apiClient, setUpTotp } from '../testing/api-client.ts'
import { type Desk, PASSWORD, startDesk } from '../testing/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await startDesk({ adminTotp: 'required' })
})
afterEach(() => desk.close())

const login = (username: string, password = PASSWORD) => ({ body: { username, password } })

test('an admin sets up a second factor first, and from then on signs in with it', async () => {
  const { clock } = desk.day
  const admin = await desk.signIn('chief', { isAdmin: true })
  expect((await admin.call('GET /api/auth/session')).body).toMatchObject({
    state: 'signed_in',
    totpSetupRequired: true,
    user: { username: 'chief', isAdmin: true, hasTotp: false },
  })
  expect((await admin.call('GET /api/admin/races')).body).toMatchObject({ status: 403, code: 'TOTP_SETUP_REQUIRED' })
  const wrong = await admin.call('POST /api/me/totp/confirm', { body: { code: '123456' } })
  expect(wrong.body).toMatchObject({ status: 400, code: 'TOTP_CODE_WRONG', errors: [{ path: 'code' }] })
  const { code, recoveryCodes } = await setUpTotp(admin, () => clock.now())
  expect(recoveryCodes).toHaveLength(10)
  expect((await admin.call('GET /api/admin/races')).status).toBe(200)

  const again = desk.visitor()
  const first = await again.call('POST /api/auth/login', login('chief'))
  expect(first.body).toMatchObject({ state: 'totp_required', user: null })
  const half = again.cookie
  expect((await again.call('GET /api/admin/races')).status).toBe(401)
  // The code that finished the setup is used up.
  expect((await again.call('POST /api/auth/totp', { body: { code: code() } })).body.code).toBe('SIGN_IN_REFUSED')
  clock.advance(60_000)
  expect((await again.call('POST /api/auth/totp', { body: { code: code() } })).body.state).toBe('signed_in')
  expect(again.cookie).not.toBe(half)
  expect((await again.call('GET /api/admin/races')).status).toBe(200)
  const old = apiClient(desk.url)
  old.cookie = half
  expect((await old.call('GET /api/auth/session')).body.state).toBe('signed_out')

  const third = desk.visitor()
  await third.call('POST /api/auth/login', login('chief'))
  expect((await third.call('POST /api/auth/totp', { body: { code: recoveryCodes[0] } })).body.state).toBe('signed_in')
})

test('the cookie is out of reach of scripts, other sites and plain http', async () => {
  await desk.signIn('player')
  const response = await fetch(`${desk.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'player', password: PASSWORD }),
  })
  const [cookie = ''] = response.headers.getSetCookie()
  expect(cookie).toMatch(/^__Host-goated=[\w-]{43}; /)
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(attribute)
  expect(cookie).not.toContain('Domain')
})

test('signing out ends the session, not only the cookie', async () => {
  const player = await desk.signIn('player')
  const kept = apiClient(desk.url)
  kept.cookie = player.cookie
  expect((await player.call('POST /api/auth/logout')).status).toBe(204)
  expect(player.cookie).toBeUndefined()
  expect((await kept.call('GET /api/me')).status).toBe(401)
})

test('a wrong name and a wrong password are told alike, and too many lock the account', async () => {
  await desk.signIn('player')
  const answers = []
  for (const credentials of [login('player', 'wrong'), login('nobody', 'wrong')])
    answers.push((await desk.visitor().call('POST /api/auth/login', credentials)).body)
  expect(answers[0]).toMatchObject({ status: 401, code: 'SIGN_IN_REFUSED' })
  expect({ ...answers[0], requestId: '' }).toEqual({ ...answers[1], requestId: '' })
  let locked
  for (let attempt = 0; attempt < 30 && locked?.status !== 429; attempt++)
    locked = await desk.visitor().call('POST /api/auth/login', login('player', `wrong ${attempt}`))
  expect(locked?.body).toMatchObject({ status: 429, code: 'SIGN_IN_LOCKED' })
  expect(Number(locked?.headers.get('retry-after'))).toBeGreaterThan(0)
  // The right password does not tell itself apart any more.
  expect((await desk.visitor().call('POST /api/auth/login', login('player'))).status).toBe(429)
})

test('what another site’s page sends is refused', async () => {
  const player = await desk.signIn('player')
  const change = (headers: Record<string, string>) =>
    player.call('PATCH /api/me', { body: { nameHidden: true }, headers })
  expect((await change({ origin: 'https://evil.example' })).body.code).toBe('ORIGIN_REFUSED')
  expect((await change({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('ORIGIN_REFUSED')
  expect((await change({ 'content-type': 'text/plain' })).body.code).toBe('CONTENT_TYPE_REFUSED')
  expect((await change({ 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
  expect((await change({ origin: new URL(desk.url).origin })).status).toBe(200)
})

test('a changed password ends the other sessions', async () => {
  const player = await desk.signIn('player')
  const other = desk.visitor()
  await other.call('POST /api/auth/login', login('player'))
  const change = (password: string) =>
    player.call('POST /api/me/password', { body: { password, newPassword: 'another good password' } })
  expect((await change('wrong')).body).toMatchObject({ code: 'PASSWORD_WRONG', errors: [{ path: 'password' }] })
  expect((await change(PASSWORD)).status).toBe(204)
  expect((await player.call('GET /api/me')).status).toBe(200)
  expect((await other.call('GET /api/me')).status).toBe(401)
})

test('a session that is not used ends', async () => {
  const player = await desk.signIn('player')
  desk.day.clock.advance(11 * 3_600_000)
  expect((await player.call('GET /api/me')).status).toBe(200)
  desk.day.clock.advance(13 * 3_600_000)
  expect((await player.call('GET /api/me')).status).toBe(401)
})

test('no secret gets into the log, whatever fails', async () => {
  await desk.signIn('player')
  await desk.visitor().send('POST', '/api/auth/login', { body: `{"username":"player","password":"${PASSWORD}"` })
  await desk.visitor().call('POST /api/auth/login', { body: { username: ['player'], password: PASSWORD } })
  expect(desk.log.join('\n')).not.toContain(PASSWORD)
})
