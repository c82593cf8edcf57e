import { apiTokens, users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createUser } from '../users/create-user.ts'
import { createApiToken } from './create-api-token.ts'
import { findApiToken } from './find-api-token.ts'
import { listApiTokens } from './list-api-tokens.ts'
import { revokeApiToken } from './revoke-api-token.ts'

const minute = 60_000
const clock = manualClock('2025-06-02T12:00:00Z')

let database: TestDatabase
let createdBy: number
beforeEach(async () => {
  database = await testDatabase()
  clock.set('2025-06-02T12:00:00Z')
  createdBy = (await createUser(database.db, { username: 'ann', password: 'correct horse', isAdmin: true })).id
})
afterEach(() => database.close())

const create = (more: object = {}) =>
  createApiToken(database.db, { name: 'overlay', scopes: ['races:read', 'audit:read'], createdBy, ...more }, { clock })
const find = (token: string) => findApiToken(database.db, token, { clock })

test('a token is found, and only its hash is kept', async () => {
  const { token, apiToken } = await create()
  expect(token).toMatch(/^goated_[\w-]{43}$/)
  const view = { tokenId: apiToken.id, name: 'overlay', scopes: ['races:read', 'audit:read'], createdBy }
  expect(await find(token)).toEqual(view)
  expect(JSON.stringify(await database.db.select().from(apiTokens))).not.toContain(token.slice(7))
  const listed = await listApiTokens(database.db)
  expect(listed).toMatchObject([{ ...apiToken, lastUsedAt: clock.now() }])
  expect(listed[0]).not.toHaveProperty('tokenHash')
  for (const wrong of ['', token.slice(7), `${token}x`, `goated_${'A'.repeat(43)}`])
    expect(await find(wrong)).toBeNull()
})

test('its use is noted at most once a minute', async () => {
  const { token } = await create()
  const lastUsed = async () => (await listApiTokens(database.db))[0]?.lastUsedAt
  const first = clock.now()
  await find(token)
  clock.advance(minute - 1)
  await find(token)
  expect(await lastUsed()).toEqual(first)
  clock.advance(1)
  await find(token)
  expect(await lastUsed()).toEqual(clock.now())
})

test('it is worth nothing when it expired, was revoked, or its creator is no admin any more', async () => {
  const { token: brief } = await create({ expiresAt: new Date(clock.now().getTime() + minute) })
  const { token: revoked, apiToken } = await create()
  const { token: orphan } = await create()
  expect(await find(brief)).not.toBeNull()
  clock.advance(minute)
  expect(await find(brief)).toBeNull()

  expect((await revokeApiToken(database.db, { tokenId: apiToken.id }, { clock })).revokedAt).toEqual(clock.now())
  expect(await find(revoked)).toBeNull()
  await expect(revokeApiToken(database.db, { tokenId: apiToken.id }, { clock })).rejects.toMatchObject({
    code: 'TOKEN_NOT_FOUND',
  })

  expect(await find(orphan)).not.toBeNull()
  await database.db.update(users).set({ isAdmin: false }).where(eq(users.id, createdBy))
  expect(await find(orphan)).toBeNull()
})

test('only admins make one, and none that has expired or has a scope that does not exist', async () => {
  const { id } = await createUser(database.db, { username: 'bob', password: 'correct horse' })
  await expect(create({ createdBy: id })).rejects.toMatchObject({ code: 'TOKEN_CREATOR_NOT_ADMIN' })
  await expect(create({ expiresAt: clock.now() })).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' })
  for (const scopes of [[], ['races:delete'], ['races:read', 'races:read']])
    await expect(create({ scopes })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
})
