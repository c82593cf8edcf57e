import { testDatabase } from '@goated/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { createUser } from './create-user.ts'
import { loadUserNames } from './load-user-names.ts'

test('names are found by id, each once, and who is gone is missing', async () => {
  const { db, close } = await testDatabase()
  onTestFinished(close)
  for (const username of ['ann', 'bob']) await createUser(db, { username, password: 'correct horse battery' })
  expect(await loadUserNames(db, { userIds: [2, 1, 2, 99] })).toEqual(
    new Map([
      [1, 'ann'],
      [2, 'bob'],
    ]),
  )
  expect(await loadUserNames(db, { userIds: [] })).toEqual(new Map())
})
