import { sessions } from '@goated/schema/tables'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ApiClient, apiClient, setUpTotp } from '../testing/api-client.ts'
import { type Desk, PASSWORD, startDesk } from '../testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk({ adminTotp: 'required' })
})
afterAll(() => desk.close())

// Each test has people of its own, on a day of its own: attempts at passwords are forgotten by then.
let [chiefName, playerName, strangerName] = ['', '', '']
let count = 0
beforeEach(() => {
  count += 1
  ;[chiefName, playerName, strangerName] = [`chief${count}`, `player${count}`, `stranger${count}`]
  desk.day.clock.advance(24 * 3_600_000)
})

const login = (username: string, password = PASSWORD) => ({ body: { username, password } })

test('an admin sets up a second factor first, and from then on signs in with it', async () => {
  const { clock } = desk.day
  const admin = await desk.signIn(chiefName, { isAdmin: true })
  expect((await admin.call('GET /api/auth/session')).body).toMatchObject({
    state: 'signed_in',
    totpSetupRequired: true,
    user: { username: chiefName, isAdmin: true, hasTotp: false },
  })
  expect((await admin.call('GET /api/admin/races')).body).toMatchObject({ status: 403, code: 'TOTP_SETUP_REQUIRED' })
  const wrong = await admin.call('POST /api/me/totp/confirm', { body: { code: '123456' } })
  expect(wrong.body).toMatchObject({ status: 400, code: 'TOTP_CODE_WRONG', errors: [{ path: 'code' }] })
  const { code, recoveryCodes } = await setUpTotp(admin, () => clock.now())
  expect(recoveryCodes).toHaveLength(10)
  expect((await admin.call('GET /api/admin/races')).status).toBe(200)

  const again = desk.visitor()
  const first = await again.call('POST /api/auth/login', login(chiefName))
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
  await third.call('POST /api/auth/login', login(chiefName))
  expect((await third.call('POST /api/auth/totp', { body: { code: recoveryCodes[0] } })).body.state).toBe('signed_in')
})

test('the cookie is out of reach of scripts, other sites and plain http', async () => {
  await desk.signIn(playerName)
  const response = await fetch(`${desk.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: playerName, password: PASSWORD }),
  })
  const [cookie = ''] = response.headers.getSetCookie()
  expect(cookie).toMatch(/^__Host-goated=[\w-]{43}; /)
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(attribute)
  expect(cookie).not.toContain('Domain')
})

test('signing out ends the session, not only the cookie', async () => {
  const player = await desk.signIn(playerName)
  const kept = apiClient(desk.url)
  kept.cookie = player.cookie
  expect((await player.call('POST /api/auth/logout')).status).toBe(204)
  expect(player.cookie).toBeUndefined()
  expect((await kept.call('GET /api/me')).status).toBe(401)
})

test('a wrong name and a wrong password are told alike, and too many lock the account', async () => {
  await desk.signIn(playerName)
  const answers = []
  for (const credentials of [login(playerName, 'wrong'), login('nobody', 'wrong')])
    answers.push((await desk.visitor().call('POST /api/auth/login', credentials)).body)
  expect(answers[0]).toMatchObject({ status: 401, code: 'SIGN_IN_REFUSED' })
  expect({ ...answers[0], requestId: '' }).toEqual({ ...answers[1], requestId: '' })
  let locked
  for (let attempt = 0; attempt < 30 && locked?.status !== 429; attempt++)
    locked = await desk.visitor().call('POST /api/auth/login', login(playerName, `wrong ${attempt}`))
  expect(locked?.body).toMatchObject({ status: 429, code: 'SIGN_IN_LOCKED' })
  expect(Number(locked?.headers.get('retry-after'))).toBeGreaterThan(0)
  // The right password does not tell itself apart any more.
  expect((await desk.visitor().call('POST /api/auth/login', login(playerName))).status).toBe(429)
})

test('what another site’s page sends is refused', async () => {
  const player = await desk.signIn(playerName)
  const change = (headers: Record<string, string>) =>
    player.call('PATCH /api/me', { body: { nameHidden: true }, headers })
  expect((await change({ origin: 'https://evil.example' })).body.code).toBe('ORIGIN_REFUSED')
  expect((await change({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('ORIGIN_REFUSED')
  expect((await change({ 'content-type': 'text/plain' })).body.code).toBe('CONTENT_TYPE_REFUSED')
  expect((await change({ 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
  expect((await change({ origin: new URL(desk.url).origin })).status).toBe(200)
})

test('setting up a second factor ends the other sessions and gives the own one a new token', async () => {
  const admin = await desk.signIn(chiefName, { isAdmin: true })
  const other = desk.visitor()
  await other.call('POST /api/auth/login', login(chiefName))
  const before = apiClient(desk.url)
  before.cookie = admin.cookie
  await setUpTotp(admin, () => desk.day.clock.now())
  expect((await admin.call('GET /api/admin/races')).status).toBe(200)
  for (const ended of [other, before]) expect((await ended.call('GET /api/me')).status).toBe(401)
})

test('a session that is older than the second factor has no power until it shows it', async () => {
  const { clock } = desk.day
  const admin = await desk.signIn(chiefName, { isAdmin: true })
  const { code } = await setUpTotp(admin, () => clock.now())
  await desk.database.db.update(sessions).set({ factorShownAt: null })
  for (const address of ['GET /api/me', 'GET /api/admin/races'] as const)
    expect((await admin.call(address)).body).toMatchObject({ status: 403, code: 'SECOND_FACTOR_REQUIRED' })
  expect((await admin.call('GET /api/auth/session')).body).toMatchObject({ state: 'totp_required', user: null })
  clock.advance(60_000)
  const before = admin.cookie
  expect((await admin.call('POST /api/auth/totp', { body: { code: code() } })).body.state).toBe('signed_in')
  expect(admin.cookie).not.toBe(before)
  expect((await admin.call('GET /api/admin/races')).status).toBe(200)
})

test('what matters most asks for the second factor again after ten minutes', async () => {
  const { clock } = desk.day
  const admin = await desk.signIn(chiefName, { isAdmin: true })
  const { code, recoveryCodes } = await setUpTotp(admin, () => clock.now())
  const renew = () => admin.call('POST /api/me/totp/recovery-codes')
  const stepUp = (body: object) => admin.call('POST /api/auth/step-up', { body })
  const first = await renew()
  expect(first.body.recoveryCodes).toHaveLength(10)
  clock.advance(10 * 60_000)
  expect((await renew()).body).toMatchObject({ status: 403, code: 'STEP_UP_REQUIRED' })
  // All else goes on as before.
  expect((await admin.call('GET /api/admin/races')).status).toBe(200)
  // Neither the password alone nor a code that was replaced will do.
  for (const proof of [{ password: PASSWORD }, { code: '123456' }, { code: recoveryCodes[0] }])
    expect((await stepUp(proof)).body, JSON.stringify(proof)).toMatchObject({ status: 400, code: 'PROOF_REFUSED' })
  expect((await stepUp({})).body.code).toBe('INPUT_INVALID')
  const before = admin.cookie
  const used = code()
  expect((await stepUp({ code: used })).body).toMatchObject({ state: 'signed_in', user: { username: chiefName } })
  expect(admin.cookie).not.toBe(before)
  expect((await stepUp({ code: used })).body.code).toBe('PROOF_REFUSED')
  expect((await renew()).status).toBe(200)
  const log = await admin.call('GET /api/admin/audit-log')
  expect(log.body.items.map(({ action }: { action: string }) => action)).toEqual(
    expect.arrayContaining(['totp.enrol', 'totp.recoveryCodes', 'session.stepUp']),
  )
})

test('a guess at the second factor is limited where it is shown again, too', async () => {
  const admin = await desk.signIn(chiefName, { isAdmin: true })
  await setUpTotp(admin, () => desk.day.clock.now())
  let locked
  for (let attempt = 0; attempt < 30 && locked?.status !== 429; attempt++)
    locked = await admin.call('POST /api/auth/step-up', { body: { code: 'no code' } })
  expect(locked?.body).toMatchObject({ status: 429, code: 'SIGN_IN_LOCKED' })
})

test('an admin without the second factor that is due shows the password before setting it up', async () => {
  const { clock } = desk.day
  const admin = await desk.signIn(chiefName, { isAdmin: true })
  clock.advance(10 * 60_000)
  expect((await admin.call('POST /api/me/totp')).body.code).toBe('STEP_UP_REQUIRED')
  expect((await admin.call('POST /api/auth/step-up', { body: { password: 'wrong' } })).body.code).toBe('PROOF_REFUSED')
  expect((await admin.call('POST /api/auth/step-up', { body: { password: PASSWORD } })).body).toMatchObject({
    state: 'signed_in',
    totpSetupRequired: true,
  })
  await setUpTotp(admin, () => clock.now())
  expect((await admin.call('GET /api/admin/races')).status).toBe(200)
})

test('whoever removes the second factor has to set up another before doing anything else', async () => {
  const { clock } = desk.day
  const admin = await desk.signIn(chiefName, { isAdmin: true })
  await setUpTotp(admin, () => clock.now())
  const remove = (password: string) => admin.call('POST /api/me/totp/remove', { body: { password } })
  expect((await remove('wrong')).body).toMatchObject({ code: 'SECOND_FACTOR_REFUSED', errors: [{ path: 'password' }] })
  expect((await remove(PASSWORD)).status).toBe(204)
  expect((await admin.call('GET /api/admin/races')).body.code).toBe('TOTP_SETUP_REQUIRED')
  clock.advance(60_000)
  await setUpTotp(admin, () => clock.now())
  expect((await admin.call('GET /api/admin/races')).status).toBe(200)
})

test('everybody sees where they are signed in, and signs out there', async () => {
  const player = await desk.signIn(playerName)
  const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0'
  const [one, two] = [desk.visitor(), desk.visitor()]
  for (const client of [one, two])
    await client.call('POST /api/auth/login', { ...login(playerName), headers: { 'user-agent': firefox } })
  const list = async () => (await player.call('GET /api/me/sessions')).body.items
  const listed = await list()
  expect(listed).toHaveLength(3)
  const current = listed.filter((session: { current: boolean }) => session.current)
  expect(current).toMatchObject([{ network: '127.0.0.1', awaitsCode: false }])
  const others = listed.filter((session: { current: boolean }) => !session.current)
  expect(others).toMatchObject([{ device: 'Firefox on Windows' }, { device: 'Firefox on Windows' }])
  expect(JSON.stringify(listed)).not.toContain(firefox)

  const ofTwo = (await two.call('GET /api/me/sessions')).body.items.find(
    (session: { current: boolean }) => session.current,
  ).id
  const stranger = await desk.signIn(strangerName)
  const end = (client: ApiClient, id: number) => client.call('DELETE /api/me/sessions/:id', { params: { id } })
  expect((await end(stranger, ofTwo)).body).toMatchObject({ status: 404, code: 'SESSION_NOT_FOUND' })
  expect((await two.call('GET /api/me')).status).toBe(200)
  expect((await end(player, ofTwo)).status).toBe(204)
  expect((await two.call('GET /api/me')).status).toBe(401)
  expect((await end(player, ofTwo)).status).toBe(404)
  expect((await player.call('DELETE /api/me/sessions')).body).toEqual({ ended: 1 })
  expect((await one.call('GET /api/me')).status).toBe(401)
  expect((await stranger.call('GET /api/me')).status).toBe(200)
  expect((await end(player, current[0].id)).status).toBe(204)
  expect(player.cookie).toBeUndefined()
})

test('a token makes none that is more than itself, and no admin', async () => {
  const { clock } = desk.day
  const admin = await desk.signIn(chiefName, { isAdmin: true })
  await setUpTotp(admin, () => clock.now())
  await desk.signIn(playerName)
  const [player] = (await admin.call('GET /api/admin/users', { query: { search: playerName } })).body.items
  const hour = (count: number) => new Date(clock.now().getTime() + count * 3_600_000).toISOString()
  const make = (client: ApiClient, body: object) =>
    client.call('POST /api/admin/tokens', { body: { name: 'bot', scopes: ['users:write'], ...body } })
  const made = await make(admin, { expiresAt: hour(1) })
  const bot = desk.visitor(made.body.token)
  expect((await make(bot, { expiresAt: hour(2) })).body).toMatchObject({
    status: 403,
    code: 'TOKEN_EXPIRY_EXCEEDED',
    errors: [{ path: 'expiresAt' }],
  })
  expect((await make(bot, { scopes: ['users:write', 'audit:read'] })).body.code).toBe('TOKEN_SCOPES_EXCEEDED')
  expect((await make(bot, {})).body.apiToken.expiresAt).toBe(hour(1))
  for (const client of [admin, bot])
    expect((await make(client, { scopes: ['admins:write'] })).body.code).toBe('INPUT_INVALID')
  const promote = (client: ApiClient) =>
    client.call('PATCH /api/admin/users/:id/role', { params: { id: player.id }, body: { isAdmin: true } })
  expect((await promote(bot)).body).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  const patch = { params: { id: player.id }, body: { isAdmin: true } }
  expect((await bot.call('PATCH /api/admin/users/:id', patch)).body.code).toBe('INPUT_INVALID')
  expect((await promote(admin)).body).toMatchObject({ username: playerName, isAdmin: true })
})

test('a changed password ends the other sessions', async () => {
  const player = await desk.signIn(playerName)
  const other = desk.visitor()
  await other.call('POST /api/auth/login', login(playerName))
  const change = (password: string) =>
    player.call('POST /api/me/password', { body: { password, newPassword: 'another good password' } })
  expect((await change('wrong')).body).toMatchObject({ code: 'PASSWORD_WRONG', errors: [{ path: 'password' }] })
  const before = player.cookie
  expect((await change(PASSWORD)).status).toBe(204)
  expect(player.cookie).not.toBe(before)
  expect((await player.call('GET /api/me')).status).toBe(200)
  expect((await other.call('GET /api/me')).status).toBe(401)
})

test('a session that is not used ends', async () => {
  const player = await desk.signIn(playerName)
  desk.day.clock.advance(11 * 3_600_000)
  expect((await player.call('GET /api/me')).status).toBe(200)
  desk.day.clock.advance(13 * 3_600_000)
  expect((await player.call('GET /api/me')).status).toBe(401)
})

test('no secret gets into the log, whatever fails', async () => {
  await desk.signIn(playerName)
  await desk.visitor().send('POST', '/api/auth/login', { body: `{"username":"${playerName}","password":"${PASSWORD}"` })
  await desk.visitor().call('POST /api/auth/login', { body: { username: [playerName], password: PASSWORD } })
  expect(desk.log.join('\n')).not.toContain(PASSWORD)
})
