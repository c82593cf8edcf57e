import { describe, expect, it } from 'vitest'
import { loadDriver } from './load-driver.ts'

const failing = (message: string, code?: string) => () => Promise.reject(Object.assign(new Error(message), { code }))

describe('loadDriver', () => {
  it('names the package that is missing', async () => {
    const missing = failing(`Cannot find package 'pg' imported from /app/dist/postgres.js`, 'ERR_MODULE_NOT_FOUND')
    await expect(loadDriver('pg', missing)).rejects.toMatchObject({
      code: 'DATABASE_DRIVER_MISSING',
      message: expect.stringContaining('npm install pg') as string,
      details: { package: 'pg' },
    })
  })

  it('passes on what is wrong with a package that is there', async () => {
    await expect(loadDriver('pg', failing('broken'))).rejects.toThrow('broken')
    const other = failing(`Cannot find package 'split2' imported from /x`, 'ERR_MODULE_NOT_FOUND')
    await expect(loadDriver('@electric-sql/pglite', other)).rejects.toThrow('split2')
  })
})
