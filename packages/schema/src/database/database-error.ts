import { type GoatedError, isGoatedError } from '../errors.ts'
import { schemaError } from '../schema-errors.ts'
import { sqlState } from './db.ts'

/** Why a database cannot be worked with, whatever is asked of it. */
export type DatabaseErrorCode =
  | 'DATABASE_CLOSED'
  | 'DATABASE_READ_ONLY'
  | 'DATABASE_UNAVAILABLE'
  | 'DATABASE_LOGIN_REFUSED'
  | 'DATABASE_RIGHTS_MISSING'

const meanings: Record<DatabaseErrorCode, string> = {
  DATABASE_CLOSED: 'The connection was closed before this call. Close it after the last one, or connect() again.',
  DATABASE_READ_ONLY:
    'The database takes no changes: it is a standby, or default_transaction_read_only is on. Connect to the primary, ' +
    'or turn that setting off for this role and database.',
  DATABASE_UNAVAILABLE: 'The database does not answer at the moment. Try again when it does.',
  DATABASE_LOGIN_REFUSED:
    'The server does not let this login into this database. Check user, password and database name of the URL.',
  DATABASE_RIGHTS_MISSING:
    'The role may not do this in the database. Grant it what it needs in Postgres schema goated, or use its owner.',
}

/** Connection failed, server shutting down or starting, too many connections or no room. */
const outageStates = /^(?:08|57P0[1-5]|53)/
const outageCodes = /^(?:ECONN|EHOST|ENET|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE)/
// Drivers give these no code.
const outageMessages =
  /^(?:Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/
const closedMessages =
  /^(?:Cannot use a pool after calling end on the pool|Client was closed and is not queryable|PGlite is (?:closed|closing))/

/**
 * Says what an error of a driver means where it is about the database as a whole: closed, read-only, away, or closed to
 * this role. The error becomes the cause. Undefined for any other, for a failed statement above all.
 */
export function explainDatabaseError(error: unknown): GoatedError<DatabaseErrorCode> | undefined {
  const code = codeOf(error)
  return code === undefined ? undefined : databaseError(code, error)
}

/** The error of a code, in words for whoever has to do something. */
export function databaseError(code: DatabaseErrorCode, cause?: unknown): GoatedError<DatabaseErrorCode> {
  return schemaError(code, meanings[code], { cause })
}

function codeOf(error: unknown): DatabaseErrorCode | undefined {
  if (isGoatedError(error)) return undefined
  const state = sqlState(error)
  if (state === '25006') return 'DATABASE_READ_ONLY'
  if (state === '42501') return 'DATABASE_RIGHTS_MISSING'
  if (state === '3D000' || state?.startsWith('28')) return 'DATABASE_LOGIN_REFUSED'
  if (state !== undefined && outageStates.test(state)) return 'DATABASE_UNAVAILABLE'
  for (const each of errorChain(error)) {
    const { code, message, syscall } = each as { code?: unknown; message?: unknown; syscall?: unknown }
    if (typeof message === 'string' && closedMessages.test(message)) return 'DATABASE_CLOSED'
    if (typeof code === 'string' && (outageCodes.test(code) || syscall === 'connect')) return 'DATABASE_UNAVAILABLE'
    if (typeof message === 'string' && outageMessages.test(message)) return 'DATABASE_UNAVAILABLE'
  }
  return undefined
}

const chainMax = 6

/** An error and what caused it, as far as that is known: the outermost first. */
export function errorChain(error: unknown): object[] {
  const found: object[] = []
  const waiting = [error]
  while (waiting.length > 0 && found.length < chainMax) {
    const each = waiting.shift()
    if (typeof each !== 'object' || each === null) continue
    found.push(each)
    waiting.push((each as { cause?: unknown }).cause, ...(each instanceof AggregateError ? each.errors : []))
  }
  return found
}
