import { describeError } from '@goated/example-logging'
import { checkReady, type Db } from '@goated/schema'
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
      // A schema that is there stays; comparing it each time would cost far more than asking for a sign of life.
      const found = await firstOf(checkReady(db, { schema: !schemaIsThere }), answerWithinMs)
      if (!found) return { part: 'database', message: 'The database does not answer.' }
      if (found.ready) schemaIsThere = true
      else
        return {
          part: found.code.startsWith('SCHEMA_') ? 'schema' : 'database',
          message: `${found.code}: ${found.message}`,
        }
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
