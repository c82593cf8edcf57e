import { sqlState } from './database.ts'
import { isGoatedError } from './errors.ts'

const depthMax = 6

// What a person can do, by SQLSTATE or its class.
const advice: Record<string, string> = {
  '08': 'the connection broke; see whether the database is up, and try again',
  '22': 'a value does not fit its column; this is a fault of ours, please report the code',
  '23': 'what is stored already contradicts it; this may be a fault of ours, please report the code',
  '25006': 'the database is read-only, perhaps a standby; use the address of its primary',
  '28': 'the login was refused; see the user and the password in DATABASE_URL',
  '3D000': 'there is no such database; create it, or see DATABASE_URL',
  '40': 'another process was in the way; try again',
  '42501': 'the user lacks a permission; see who owns the tables',
  '42P01': 'a table is missing; run npm run migrate',
  '42703': 'a column is missing; run npm run migrate',
  '3F000': 'the tables are missing; run npm run migrate',
  '53100': 'its disk is full',
  '53300': 'it has too many connections; lower DATABASE_POOL_MAX, or try again',
  '53': 'it lacks resources',
  '54': 'a limit of the database was reached; please report the code',
  '55P03': 'another process holds a lock; try again',
  '57': 'it is shutting down or starting, or it cancelled the statement; try again',
  '58': 'it has trouble with its files; see its log',
  XX: 'it reports a fault of its own; see its log',
}

/**
 * One line that says what failed, for whoever typed a command. Of an error of the database it tells the code and what to
 * do, and neither the statement nor its parameters, which drizzle and the drivers put into their messages.
 */
export function describeFailure(error: unknown): string {
  if (isGoatedError(error)) return oneLine(error.message)
  const state = sqlState(error)
  if (state !== undefined && isOfDatabase(error, state)) {
    const known = advice[state] ?? advice[state.slice(0, 2)] ?? 'please report the code'
    return `The database answered with SQLSTATE ${state}: ${known}.`
  }
  const code = networkCode(error)
  if (code !== undefined) return `The database cannot be reached (${code}): see whether it is up, and DATABASE_URL.`
  // An error of our own may wrap the statement, and repeat its message.
  if (chain(error).some((each) => 'query' in each || 'severity' in each))
    return 'The database could not be asked: the connection broke. See whether it is up, and try again.'
  return error instanceof Error ? oneLine(error.message) : 'An unknown error.'
}

/** `EPIPE` and its like have the form of an SQLSTATE. */
function isOfDatabase(error: unknown, state: string): boolean {
  return !/^E[A-Z]{4}$/.test(state) || chain(error).some((each) => 'severity' in each)
}

function networkCode(error: unknown): string | undefined {
  for (const each of chain(error)) {
    const { code, syscall } = each as { code?: unknown; syscall?: unknown }
    if (typeof code !== 'string') continue
    if (/^(?:ECONN|EHOST|ENET|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE)/.test(code)) return code
    if (syscall === 'connect') return code
  }
  return undefined
}

/** The error and what caused it, as far as that is known. */
function chain(error: unknown): object[] {
  const found: object[] = []
  const waiting = [error]
  while (waiting.length > 0 && found.length < depthMax) {
    const each = waiting.shift()
    if (typeof each !== 'object' || each === null) continue
    found.push(each)
    waiting.push((each as { cause?: unknown }).cause, ...(each instanceof AggregateError ? each.errors : []))
  }
  return found
}

function oneLine(message: string): string {
  return message.replace(/\s*[\r\n]+\s*/g, ' ').trim()
}
