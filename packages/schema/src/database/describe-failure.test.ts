import { DrizzleQueryError } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { GoatedError } from '../errors.ts'
import { describeFailure } from './describe-failure.ts'

const failed = (cause: Error) => new DrizzleQueryError('insert into "users" values ($1)', ['hunter2'], cause)
const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('Key (name)=(hunter2) exists.'), { code, severity: 'ERROR', ...more })

test.each([
  [failed(withCode('23505')), 'The database answered with SQLSTATE 23505: what is stored already contradicts it'],
  [failed(withCode('42P01')), 'SQLSTATE 42P01: a table is missing; run goated migrate.'],
  [
    withCode('28P01'),
    'does not let this login into this database. Check user, password and database name of the URL. (28P01)',
  ],
  [withCode('3D000'), 'Check user, password and database name of the URL. (3D000)'],
  [failed(withCode('22P02')), 'SQLSTATE 22P02: a value does not fit'],
  [failed(withCode('99999')), 'SQLSTATE 99999: please report the code.'],
  [
    new Error('Failed query: hunter2', { cause: failed(withCode('53100')) }),
    'Try again when it does. (53100: its disk is full)',
  ],
  [failed(new Error('Connection terminated unexpectedly')), 'The database does not answer at the moment.'],
  [new Error('Failed query: hunter2', { cause: failed(new Error('hunter2')) }), 'The database could not be asked'],
  [
    new AggregateError([Object.assign(new Error('connect 10.0.0.1'), { code: 'ECONNREFUSED', syscall: 'connect' })]),
    'The database does not answer at the moment. Try again when it does. (ECONNREFUSED)',
  ],
  [failed(Object.assign(new Error('write'), { code: 'EPIPE' })), '(EPIPE)'],
  [new GoatedError('SCHEMA_TOO_NEW', 'The database is\n newer.'), 'The database is newer.'],
  [new Error('Two\nlines'), 'Two lines'],
  ['hunter2', 'An unknown error.'],
])('says in one line what failed, and shows no statement: %#', (error, message) => {
  const line = describeFailure(error)
  expect(line).toContain(message)
  expect(line).not.toMatch(/\n|hunter2|insert into/)
})
