import { hash } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { hashPassword, isHashOutdated, verifyPassword } from './password-hash.ts'

test('a hash fits its password only, and is argon2id with the parameters that we promise', async () => {
  const stored = await hashPassword('correct horse')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await hashPassword('correct horse')).not.toBe(stored)
  expect(await verifyPassword('correct horse', stored)).toBe(true)
  expect(await verifyPassword('Correct horse', stored)).toBe(false)
  expect(isHashOutdated(stored)).toBe(false)
})

test.each([{ memoryCost: 8192 }, { timeCost: 3 }, { parallelism: 2 }, { algorithm: 1 as number }])(
  'a hash made with %o is outdated',
  async (options) => {
    expect(isHashOutdated(await hash('x', { memoryCost: 19_456, timeCost: 2, parallelism: 1, ...options }))).toBe(true)
  },
)

test('without a stored hash the same work is done, and nothing fits', async () => {
  const stored = await hashPassword('correct horse')
  const timeOf = async (against: string | null) => {
    const start = performance.now()
    for (let at = 0; at < 5; at++) expect(await verifyPassword('wrong', against)).toBe(false)
    return performance.now() - start
  }
  await timeOf(stored)
  // Wide bounds: without the decoy it would be a thousand times faster.
  expect(await timeOf(null)).toBeGreaterThan((await timeOf(stored)) / 10)
})

test('a flood waits in a line of limited length', async () => {
  const attempts = await Promise.allSettled(Array.from({ length: 130 }, () => verifyPassword('x', null)))
  const refused = attempts.filter((each) => each.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length).toBeLessThan(30)
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'PASSWORD_CHECKS_BUSY' })
  expect(await verifyPassword('x', null)).toBe(false)
})
