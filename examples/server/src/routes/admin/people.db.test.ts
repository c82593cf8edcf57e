import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AdminDesk, startAdminDesk } from '../../testing/admin-desk.ts'

let desk: AdminDesk
beforeAll(async () => {
  desk = await startAdminDesk()
})
afterAll(() => desk.close())

test('people, tokens and their limits', async () => {
  const { body: me } = await desk.admin.call('GET /api/me')
  const found = await desk.admin.call('GET /api/admin/users', { query: { search: 'ALI' } })
  expect(found.body.items).toMatchObject([{ username: 'alice', claimed: false, source: 'goated', uid: 'uid-alice' }])
  const setRole = (id: number, isAdmin: boolean) =>
    desk.admin.call('PATCH /api/admin/users/:id/role', { params: { id }, body: { isAdmin } })
  const lastAdmin = await setRole(me.id, false)
  expect(lastAdmin.body).toMatchObject({ status: 409, code: 'LAST_ADMIN' })

  const made = await desk.admin.call('POST /api/admin/tokens', {
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
  expect((await desk.admin.call('GET /api/admin/tokens')).body.items.map((token: { id: number }) => token.id)).toEqual(
    both,
  )
  expect((await desk.admin.call('DELETE /api/admin/tokens/:id', { params: { id } })).status).toBe(204)
  expect((await bot.call('GET /api/admin/races')).status).toBe(401)
  expect((await desk.visitor(child.body.token).call('GET /api/admin/races')).status).toBe(401)

  await desk.signIn('deputy')
  const [deputy] = (await desk.admin.call('GET /api/admin/users', { query: { search: 'deputy' } })).body.items
  expect((await setRole(deputy.id, true)).body).toMatchObject({ isAdmin: true })
  expect((await setRole(deputy.id, false)).body).toMatchObject({ isAdmin: false })
})
