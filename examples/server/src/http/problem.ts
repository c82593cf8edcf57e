import { STATUS_CODES } from 'node:http'
import { type InputIssue, isGoatedError } from '@goated/schema'
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { describeError } from './describe-error.ts'

/** What a response says about a failure (RFC 9457), without what type and title say by themselves. */
export interface Problem {
  status: number
  code: string
  detail: string
  errors?: readonly InputIssue[]
}

/** The status that each code of an error is answered with. Not found is told by its ending, the rest is our fault. */
const statuses: Record<string, number> = {
  INPUT_INVALID: 400,
}

/** Answers with a problem document. */
export function sendProblem(response: Response, { status, code, detail, errors }: Problem): void {
  const title = STATUS_CODES[status] ?? 'Error'
  response
    .status(status)
    .set({ 'Content-Type': 'application/problem+json; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(JSON.stringify({ type: 'about:blank', title, status, code, detail, ...(errors ? { errors } : {}) }))
}

/** Answers what no route answered. */
export const notFound: RequestHandler = (_request, response) => {
  sendProblem(response, { status: 404, code: 'ROUTE_NOT_FOUND', detail: 'There is nothing at this address.' })
}

/** Makes the last handler of a route that knows only some methods. */
export function methodNotAllowed(allow: string): RequestHandler {
  return (request, response) => {
    response.set('Allow', allow)
    if (request.method === 'OPTIONS') response.status(204).end()
    else sendProblem(response, { status: 405, code: 'METHOD_NOT_ALLOWED', detail: `Use ${allow}.` })
  }
}

/** Makes the handler that turns what a route threw into a problem. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, _next) => {
    const problem = toProblem(error)
    if (problem.status >= 500)
      logger.error({ method: request.method, path: request.path, ...describeError(error) }, 'a request failed')
    // Half an answer must not look like a whole one.
    if (response.headersSent) response.destroy()
    else sendProblem(response, problem)
  }
}

const internal: Problem = { status: 500, code: 'INTERNAL', detail: 'Something went wrong on our side.' }

function toProblem(error: unknown): Problem {
  if (!isGoatedError(error)) return fromHttpError(error)
  const status = statuses[error.code] ?? (error.code.endsWith('_NOT_FOUND') ? 404 : 500)
  if (status === 500) return internal
  const { issues } = error.details as { issues?: readonly InputIssue[] }
  return { status, code: error.code, detail: error.message, ...(issues ? { errors: issues } : {}) }
}

/** Express and its body parser mark what the client did wrong by a status below 500. */
function fromHttpError(error: unknown): Problem {
  const { status } = (error ?? {}) as { status?: unknown }
  if (status === 413) return { status, code: 'BODY_TOO_LARGE', detail: 'The body is larger than allowed.' }
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { status, code: 'REQUEST_INVALID', detail: 'The request could not be read.' }
  return internal
}
