import { isGoatedError } from '../errors.ts'
import { errorChain, explainDatabaseError } from './database-error.ts'
import { sqlState } from './db.ts'

// What a failed statement means for a person, by SQLSTATE or its class. What is wrong with the database as a whole is
// said by explainDatabaseError; here is what it leaves open.
const advice: Record<string, string> = {
  '22': 'a value does not fit its column; this is a fault of ours, please report the code',
  '23': 'what is stored already contradicts it; this may be a fault of ours, please report the code',
  '40': 'another process was in the way; try again',
  '42P01': 'a table is missing; run goated migrate',
  '42703': 'a column is missing; run goated migrate',
  '3F000': 'the tables are missing; run goated migrate',
  '53100': 'its disk is full',
  '53300': 'it has too many connections; lower DATABASE_POOL_MAX, or try again',
  '54': 'a limit of the database was reached; please report the code',
  '55P03': 'another process holds a lock; try again',
  '57': 'it cancelled the statement; try again',
  '58': 'it has trouble with its files; see its log',
  XX: 'it reports a fault of its own; see its log',
}

/**
 * One line that says what failed, for whoever typed a command. Of an error of the database it tells the code and what to
 * do, and neither the statement nor its parameters, which drizzle and the drivers put into their messages.
 */
export function describeFailure(error: unknown): string {
  if (isGoatedError(error)) return oneLine(error.message)
  const code = codeOf(error)
  const known = code === undefined ? undefined : (advice[code] ?? advice[code.slice(0, 2)])
  const explained = explainDatabaseError(error)
  if (explained)
    return `${explained.message}${code === undefined ? '' : ` (${[code, known].filter(Boolean).join(': ')})`}`
  if (code !== undefined) return `The database answered with SQLSTATE ${code}: ${known ?? 'please report the code'}.`
  // An error of our own may wrap the statement, and repeat its message.
  if (errorChain(error).some((each) => 'query' in each || 'severity' in each))
    return 'The database could not be asked: the connection broke. See whether it is up, and try again.'
  return error instanceof Error ? oneLine(error.message) : 'An unknown error.'
}

/** The SQLSTATE, or the code of the operating system. `EPIPE` and its like have the form of both. */
function codeOf(error: unknown): string | undefined {
  const state = sqlState(error)
  if (state !== undefined && !/^E[A-Z]{4}$/.test(state)) return state
  for (const each of errorChain(error)) {
    if ('severity' in each) return state
    const { code } = each as { code?: unknown }
    if (typeof code === 'string' && explainDatabaseError(each)) return code
  }
  return undefined
}

function oneLine(message: string): string {
  return message.replace(/\s*[\r\n]+\s*/g, ' ').trim()
}
