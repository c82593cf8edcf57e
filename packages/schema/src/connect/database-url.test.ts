import { describe, expect, it } from 'vitest'
import { connect, connectHttp } from './connect.ts'
import { parseDatabaseUrl, withoutPassword } from './database-url.ts'

describe('parseDatabaseUrl', () => {
  it.each([
    ['memory://', { scheme: 'memory' }],
    ['pglite://data', { scheme: 'pglite', directory: 'data' }],
    ['pglite://./data/main', { scheme: 'pglite', directory: './data/main' }],
    ['pglite:///var/data', { scheme: 'pglite', directory: '/var/data' }],
    ['PGLITE://C:\\data', { scheme: 'pglite', directory: 'C:\\data' }],
  ])('%s', (text, expected) => {
    expect(parseDatabaseUrl(text)).toEqual(expected)
  })

  it.each(['postgres://u:p@h:5433/d?sslmode=require', 'postgresql://h/d', 'postgres:///d?host=/var/run'])(
    '%s',
    (text) => {
      expect(parseDatabaseUrl(text)).toMatchObject({ scheme: 'postgres' })
    },
  )

  it.each([
    'mysql://user:hunter2@host/db',
    'user:hunter2@host/db',
    'postgres://user:hunter2@host:notaport/db',
    'postgres://',
    'pglite://',
    'memory://somewhere?hunter2',
    '',
  ])('refuses %j without repeating it', async (text) => {
    for (const open of [connect, connectHttp, (listenUrl: string) => connect('memory://', { listenUrl })]) {
      const error: unknown = await open(text).then(
        () => undefined,
        (cause: unknown) => cause,
      )
      expect(error).toMatchObject({ code: 'DATABASE_URL_INVALID' })
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('hunter2')
    }
  })

  it('names the schemes it knows', async () => {
    await expect(connect('mysql://host/db')).rejects.toThrow(/mysql.*postgres:\/\/.*pglite:\/\/.*memory:\/\//)
  })
})

describe('withoutPassword', () => {
  it.each([
    ['postgres://user:secret@host:5432/db?sslmode=require', 'postgres://user@host:5432/db?sslmode=require'],
    ['postgres://host/db?user=u&password=secret', 'postgres://host/db?user=u'],
    ['postgres://user@host/db', 'postgres://user@host/db'],
  ])('%s', (text, expected) => {
    expect(withoutPassword(new URL(text))).toBe(expected)
  })
})
