import { STATUS_CODES } from 'node:http'
import { describeError } from '@goated/example-logging'
import { explainDatabaseError, type GoatedError, isGoatedError } from '@goated/schema'
import type { InputIssue } from '@goated/schema/inputs'
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { statusOf } from './error-status.ts'

/** What a response says about a failure (RFC 9457), without what type and title say by themselves. */
export interface Problem {
  status: number
  code: string
  detail: string
  errors?: readonly InputIssue[]
  retryAfterSeconds?: number
}

/** The type of a problem document. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** Answers with a problem document. */
export function sendProblem(response: Response, problem: Problem): void {
  const { status, retryAfterSeconds } = problem
  const requestId = response.getHeader('X-Request-Id')
  if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds))
  if (status === 401) response.set('WWW-Authenticate', 'Bearer')
  response
    .status(status)
    .set({ 'Content-Type': PROBLEM_TYPE, 'Cache-Control': 'no-store' })
    .end(problemText(problem, requestId))
}

/** The document itself. */
export function problemText({ status, code, detail, errors }: Problem, requestId: unknown): string {
  const title = STATUS_CODES[status] ?? 'Error'
  return JSON.stringify({ type: 'about:blank', title, status, code, detail, ...(errors ? { errors } : {}), requestId })
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
      logger.error({ requestId: request.id, path: request.path, ...describeError(error) }, 'a request failed')
    // Half an answer must not look like a whole one.
    if (response.headersSent) response.destroy()
    else sendProblem(response, problem)
  }
}

const internal: Problem = { status: 500, code: 'INTERNAL', detail: 'Something went wrong on our side.' }

/** The database is away, or not as this version needs it: that passes, or an operator ends it. */
function notReady(code: string): Problem {
  const detail =
    code === 'DATABASE_UNAVAILABLE'
      ? 'The database does not answer at the moment.'
      : 'The database is not ready for this version at the moment.'
  return { status: 503, code, detail, retryAfterSeconds: 5 }
}

/** What an error is answered with. */
export function toProblem(thrown: unknown): Problem {
  const error = explainDatabaseError(thrown) ?? thrown
  if (!isGoatedError(error)) return fromHttpError(error)
  // What is wrong in detail is for the log and for /health/ready.
  if (/^(?:DATABASE|SCHEMA)_/.test(error.code)) return notReady(error.code)
  const status = statusOf(error.code)
  if (status === 500) return internal
  const errors = fieldsOf(error)
  const { retryAfterSeconds } = error.details as { retryAfterSeconds?: number }
  return {
    status,
    code: error.code,
    detail: error.message,
    ...(errors ? { errors } : {}),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  }
}

/** The fields that are to blame, where the error knows them. */
function fieldsOf({ code, message, details }: GoatedError): readonly InputIssue[] | undefined {
  const { issues, range, fields, field } = details as {
    issues?: readonly InputIssue[]
    range?: number
    fields?: readonly string[]
    field?: string
  }
  if (issues) return issues
  if (code.startsWith('PRIZE_'))
    return [{ path: ['prizeDistribution', range, field].filter((part) => part !== undefined).join('.'), message }]
  if (field !== undefined) return [{ path: field, message }]
  return fields?.map((path) => ({ path, message }))
}

/** Express and its body parser mark what the client did wrong by a status below 500. */
function fromHttpError(error: unknown): Problem {
  const { status } = (error ?? {}) as { status?: unknown }
  if (status === 413) return { status, code: 'BODY_TOO_LARGE', detail: 'The body is larger than allowed.' }
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { status, code: 'REQUEST_INVALID', detail: 'The request could not be read.' }
  return internal
}
