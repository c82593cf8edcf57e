import { describeError } from '@goated/example-logging'
import { checkSchema, type Db } from '@goated/schema'
import { sql } from 'drizzle-orm'
import { type IRouter, type Response, Router } from 'express'
import type { Logger } from 'pino'
import { firstOf } from '../boards/board-cache.ts'
import { methodNotAllowed, sendProblem } from '../http/problem.ts'

const answerWithinMs = 3_000

/** Whether the process runs, and whether it can do its work. */
export function healthRoutes(deps: { db: Db; logger: Logger; isClosing: () => boolean }): IRouter {
  const { db, logger } = deps
  const router = Router()
  let schemaIsThere = false

  const answer = (response: Response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' })
  }

  /** The part that fails; undefined when all is well. */
  async function findFailure(): Promise<{ part: string; message: string } | undefined> {
    if (deps.isClosing()) return { part: 'server', message: 'The server is shutting down.' }
    try {
      const alive = await firstOf(
        db.execute(sql`select 1`).then(() => true),
        answerWithinMs,
      )
      if (!alive) return { part: 'database', message: 'The database does not answer.' }
      // A schema that is there stays; comparing it each time would cost far more than asking for one.
      schemaIsThere ||= (await checkSchema(db)).ok
      if (!schemaIsThere) return { part: 'schema', message: 'The database lacks the schema of this version.' }
      return undefined
    } catch (error) {
      logger.warn(describeError(error), 'not ready')
      return { part: 'database', message: 'The database does not answer.' }
    }
  }

  router
    .route('/health/live')
    .get((_request, response) => answer(response))
    .all(methodNotAllowed('GET, HEAD, OPTIONS'))
  router
    .route('/health/ready')
    .get(async (_request, response) => {
      const failure = await findFailure()
      if (!failure) return answer(response)
      const errors = [{ path: failure.part, message: failure.message }]
      sendProblem(response, { status: 503, code: 'NOT_READY', detail: failure.message, errors })
    })
    .all(methodNotAllowed('GET, HEAD, OPTIONS'))
  return router
}
