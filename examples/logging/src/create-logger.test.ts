import { GoatedError } from '@goated/schema'
import { DrizzleQueryError } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createLogger } from './create-logger.ts'

function written(write: (logger: ReturnType<typeof createLogger>) => void): any[] {
  const lines: string[] = []
  write(createLogger({ service: 'worker', destination: { write: (line) => void lines.push(line) } }))
  expect(lines.join('\n')).not.toContain('hunter2')
  return lines.map((line) => JSON.parse(line))
}

test('a line names its service', () => {
  expect(written((logger) => logger.info({ listed: 3 }, 'reading stored'))).toMatchObject([
    { service: 'worker', listed: 3, msg: 'reading stored', level: 30 },
  ])
})

test('secrets are blacked out, wherever they stand', () => {
  const headers = { authorization: 'Bearer hunter2', cookie: 'hunter2', 'set-cookie': 'hunter2', host: 'example.org' }
  const [line] = written((logger) =>
    logger.info({ password: 'hunter2', body: { token: 'hunter2' }, request: { headers } }),
  )
  expect(line.request.headers).toMatchObject({ authorization: '[Redacted]', host: 'example.org' })
})

test('an error of the database shows its SQLSTATE and no parameter', () => {
  const cause = Object.assign(new Error('Key (name)=(hunter2) exists.'), { code: '23505', detail: 'hunter2' })
  const failed = new DrizzleQueryError('insert into users values ($1)', ['hunter2'], cause)
  const [line, direct, ...wordless] = written((logger) => {
    logger.error({ err: failed }, 'tick failed')
    logger.error(cause, 'tick failed')
    logger.error(failed)
    logger.error({ err: failed })
  })
  expect(line.err).toMatchObject({ sqlState: '23505', cause: '23505' })
  expect(line.err.frames[0]).toMatch(/^\s+at /)
  expect(direct.err).toMatchObject({ sqlState: '23505' })
  expect(wordless).toMatchObject([{ msg: 'failed' }, { msg: 'failed' }])
})

test('other errors show their message, and ours their code', () => {
  const [own, other, thrown] = written((logger) => {
    logger.error({ err: new GoatedError('LEASE_LOST', 'Another worker has taken over.') })
    logger.error({ err: Object.assign(new Error('The port is taken.'), { code: 'EADDRINUSE' }) })
    logger.error({ err: 'hunter2' })
  })
  expect(own.err).toMatchObject({ code: 'LEASE_LOST', message: 'Another worker has taken over.' })
  expect(other.err).toMatchObject({ code: 'EADDRINUSE', message: 'The port is taken.' })
  expect(thrown.err).toEqual({ error: 'string' })
})
