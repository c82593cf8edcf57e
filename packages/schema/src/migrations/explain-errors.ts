import { explainDatabaseError } from '../database/database-error.ts'
import { sqlState, type Db } from '../database/db.ts'
import { isGoatedError } from '../errors.ts'
import { schemaError } from '../schema-errors.ts'
import { findSchemaProblem } from './check-ready.ts'

/** No such table, schema, column or function; a value of another type than expected. */
const schemaStates = new Set(['42P01', '3F000', '42703', '42883', '42804'])

interface Statement {
  execute(...parameters: unknown[]): Promise<unknown>
}
/** What every driver's session of drizzle has; its types hide it. */
interface Session {
  prepareQuery(...parameters: unknown[]): Statement
  transaction(work: (tx: { session: Session }) => Promise<unknown>, options?: unknown): Promise<unknown>
}

const explained = new WeakSet<Session>()

/**
 * Makes every function that is handed this database say by a code when the database is not ready for it: not migrated,
 * older or newer than the code, closed, read-only, away. Without it they throw what the driver throws. Databases that
 * `connect()` opened have it; call it once for one of your own: `const db = explainErrors(drizzle(pool))`.
 *
 * Whatever is about the statement, such as a violated constraint, arrives as before.
 *
 * @returns the same database
 */
export function explainErrors<Database extends Db>(db: Database): Database {
  const { session } = db as unknown as { session: Session }
  explainSession(session, async (thrown) => {
    const meaning = explainDatabaseError(thrown)
    if (meaning || !isAboutSchema(thrown)) return meaning ?? thrown
    // Only now that it failed: asking before each statement would cost one more each time.
    const problem = await findSchemaProblem(db).catch(() => undefined)
    return problem ? schemaError(problem.code, problem.message, { details: problem.details, cause: thrown }) : thrown
  })
  return db
}

function explainSession(session: Session, explain: (error: unknown) => unknown): void {
  if (explained.has(session)) return
  explained.add(session)
  const prepareQuery = session.prepareQuery.bind(session)
  session.prepareQuery = (...parameters) => {
    const statement = prepareQuery(...parameters)
    const execute = statement.execute.bind(statement)
    statement.execute = async (...values) => {
      try {
        return await execute(...values)
      } catch (error) {
        throw await explain(error)
      }
    }
    return statement
  }
  const transaction = session.transaction.bind(session)
  session.transaction = async (work, options) => {
    try {
      return await transaction((tx) => {
        // A failed transaction answers nothing more, so what its statements met is looked into when it has ended.
        explainSession(tx.session, (error) => explainDatabaseError(error) ?? error)
        return work(tx)
      }, options)
    } catch (error) {
      throw await explain(error)
    }
  }
}

/** Drizzle's error names the statement, and ours name the schema in it. */
function isAboutSchema(error: unknown): boolean {
  if (isGoatedError(error) || !schemaStates.has(sqlState(error) ?? '')) return false
  const { query } = error as { query?: unknown }
  return typeof query !== 'string' || /\bgoated\b/.test(query)
}
