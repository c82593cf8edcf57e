import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changePassword } from '../users/change-password.ts'
import { createUser } from '../users/create-user.ts'
import { ensureFirstAdmin } from '../users/ensure-first-admin.ts'

const clock = manualClock('2025-06-02T12:00:00Z')
const password = 'correct horse'

let database: TestDatabase
let userId: number
beforeEach(async () => {
  database = await testDatabase()
  userId = (await createUser(database.db, { username: 'ann', password })).id
})
afterEach(() => database.close())

test('a common password can be set nowhere', async () => {
  const { db } = database
  const at = (path: string) => ({ code: 'INPUT_INVALID', details: { issues: [{ path }] } })
  await expect(createUser(db, { username: 'bob', password: 'Password1' })).rejects.toMatchObject(at('password'))
  await expect(
    createUser(db, { username: 'bob', email: 'bob.tables@example.org', password: 'Bob.Tables' }),
  ).rejects.toMatchObject(at('password'))
  await expect(
    changePassword(db, { userId, password, newPassword: 'GoatedBoard' }, { clock, siteName: 'Goatedboard' }),
  ).rejects.toMatchObject(at('newPassword'))
  // A present password that is wrong is not even looked at.
  await expect(
    changePassword(db, { userId, password: 'wrong', newPassword: 'qwertyuiop' }, { clock }),
  ).rejects.toMatchObject(at('newPassword'))
  await expect(ensureFirstAdmin(db, { username: 'chief', password: '1234567890' })).rejects.toMatchObject(
    at('password'),
  )
  expect((await changePassword(db, { userId, password, newPassword: 'another horse' }, { clock })).outcome).toBe(
    'changed',
  )
})
