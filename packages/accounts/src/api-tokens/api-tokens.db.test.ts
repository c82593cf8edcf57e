import { apiTokens, users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createUser } from '../users/create-user.ts'
import { setAdmin } from '../users/set-admin.ts'
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

  const ended = await revokeApiToken(database.db, { tokenId: apiToken.id }, { clock })
  expect(ended).toMatchObject({ apiToken: { revokedAt: clock.now() }, alsoRevoked: 0 })
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

describe('a token that a token makes', () => {
  const hour = 60 * minute
  const inHours = (hours: number) => new Date(clock.now().getTime() + hours * hour)

  test('has none but the scopes of its maker', async () => {
    const { apiToken: maker } = await create({ scopes: ['users:write', 'races:read'] })
    const child = (scopes: string[]) => create({ scopes, createdByToken: maker.id })
    expect((await child(['races:read'])).apiToken).toMatchObject({ createdByToken: maker.id, createdBy })
    for (const scopes of [['payouts:write'], ['races:read', 'races:write']])
      await expect(child(scopes)).rejects.toMatchObject({ code: 'TOKEN_SCOPES_EXCEEDED', details: { field: 'scopes' } })
  })

  test('ends with its maker at the latest, also when it is asked for without an end', async () => {
    const { apiToken: maker } = await create({ expiresAt: inHours(2) })
    const child = (more: object) => create({ createdByToken: maker.id, ...more })
    expect((await child({ expiresAt: inHours(1) })).apiToken.expiresAt).toEqual(inHours(1))
    expect((await child({ expiresAt: inHours(2) })).apiToken.expiresAt).toEqual(inHours(2))
    const { apiToken: endless } = await child({})
    expect(endless.expiresAt).toEqual(inHours(2))
    await expect(child({ expiresAt: new Date(inHours(2).getTime() + 1) })).rejects.toMatchObject({
      code: 'TOKEN_EXPIRY_EXCEEDED',
      details: { field: 'expiresAt' },
    })
    // A grandchild is bound by its parent, and so by its grandparent.
    await expect(create({ createdByToken: endless.id, expiresAt: inHours(3) })).rejects.toMatchObject({
      code: 'TOKEN_EXPIRY_EXCEEDED',
    })
  })

  test('is not to be had from one that is expired, revoked, unknown or of another admin', async () => {
    const { id: other } = await createUser(database.db, { username: 'eve', password: 'correct horse', isAdmin: true })
    const { apiToken: brief } = await create({ expiresAt: inHours(1) })
    const { apiToken: revoked } = await create()
    const { apiToken: others } = await create({ createdBy: other })
    clock.advance(hour)
    await revokeApiToken(database.db, { tokenId: revoked.id }, { clock })
    for (const createdByToken of [brief.id, revoked.id, others.id, 999])
      await expect(create({ createdByToken })).rejects.toMatchObject({ code: 'TOKEN_SCOPES_EXCEEDED' })
  })

  test('dies with its maker, and so does what it made itself', async () => {
    const { token: first, apiToken: maker } = await create()
    const { token: second, apiToken: child } = await create({ createdByToken: maker.id })
    const { token: third } = await create({ createdByToken: child.id })
    const { token: apart } = await create()
    expect(await revokeApiToken(database.db, { tokenId: maker.id }, { clock })).toMatchObject({ alsoRevoked: 2 })
    expect([await find(first), await find(second), await find(third)]).toEqual([null, null, null])
    expect(await find(apart)).not.toBeNull()
  })

  test('does not slip through while its maker is revoked', async () => {
    const { apiToken: maker } = await create()
    await Promise.allSettled([
      ...Array.from({ length: 6 }, () => create({ createdByToken: maker.id })),
      revokeApiToken(database.db, { tokenId: maker.id }, { clock }),
      ...Array.from({ length: 6 }, () => create({ createdByToken: maker.id })),
    ])
    expect((await listApiTokens(database.db)).filter(({ revokedAt }) => revokedAt === null)).toEqual([])
  })
})

describe('with the role of their creator', () => {
  test('tokens end for good: making the user an admin again brings none back', async () => {
    await createUser(database.db, { username: 'eve', password: 'correct horse', isAdmin: true })
    const { token, apiToken } = await create()
    const { token: child } = await create({ createdByToken: apiToken.id })
    const set = (isAdmin: boolean) => setAdmin(database.db, { userId: createdBy, isAdmin }, { clock })
    expect(await set(false)).toEqual({ changed: true, tokensRevoked: 2 })
    expect([await find(token), await find(child)]).toEqual([null, null])
    await set(true)
    expect([await find(token), await find(child)]).toEqual([null, null])
    expect(await find((await create()).token)).not.toBeNull()
  })

  test('a token that is just being made ends too', async () => {
    await createUser(database.db, { username: 'eve', password: 'correct horse', isAdmin: true })
    await Promise.allSettled([
      ...Array.from({ length: 6 }, () => create()),
      setAdmin(database.db, { userId: createdBy, isAdmin: false }, { clock }),
      ...Array.from({ length: 6 }, () => create()),
    ])
    expect((await listApiTokens(database.db)).filter(({ revokedAt }) => revokedAt === null)).toEqual([])
  })
})
