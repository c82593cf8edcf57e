import type { KeyedAnswer } from '@goated/accounts'
import {
  contract,
  type Method,
  type RouteDefinition,
  type RouteName,
  takesIdempotencyKey,
} from '@goated/example-contract'
import { GoatedError, type RecordedEvent, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { type IRouter, type Request, type Response, Router } from 'express'
import * as z from 'zod'
import type { Actor } from '../auth/actor.ts'
import { authenticate, type AuthenticateDeps } from '../auth/authenticate.ts'
import { type AdminTotp, authorise } from '../auth/authorise.ts'
import { requireSameOrigin } from '../auth/same-origin.ts'
import { answerWriter } from './answer-writer.ts'
import { type ResponseCache, sendCached } from './cached-response.ts'
import { answerKeyed, idempotencyKeyOf } from './keyed-answer.ts'
import { methodNotAllowed, PROBLEM_TYPE } from './problem.ts'
import type { ReadyAnswers } from './ready-answers.ts'
import { requestIdOf } from './request-log.ts'
import type { Handlers, RouteContext, VersionedAnswer } from './route-context.ts'

export interface MountDeps extends AuthenticateDeps {
  /** For requests that change something and come with a key. */
  writeDb: TransactionalDb
  responses: ResponseCache
  ready: ReadyAnswers
  /** Resolves once what was committed is seen. */
  settled(): Promise<void>
  adminTotp: AdminTotp
  /** Origins of pages elsewhere that count as our own. */
  allowedOrigins: readonly string[]
  /** Told of what happened, once it is committed. */
  publish(events: readonly RecordedEvent[]): void
}

/** Makes the handlers over a database or a transaction of it. */
export type HandlersOn = (db: TransactionalDb, publish: (events: readonly RecordedEvent[]) => void) => Handlers

type AnyHandler = (context: RouteContext<RouteName>) => Promise<unknown>

const nothing = z.strictObject({})

/**
 * Serves the routes of the contract, and nothing else: each is guarded by the access that it declares, before anything
 * of the request is looked at.
 */
export function mountRoutes(handlersOn: HandlersOn, deps: MountDeps): IRouter {
  const router = Router()
  const handlers = handlersOn(deps.db, deps.publish)
  for (const [path, routes] of routesByPath()) {
    const mounted = router.route(path)
    for (const { name, definition } of routes) {
      const handlerOf = (of: Handlers) => of[name] as unknown as AnyHandler
      const served: ServedRoute = {
        route: definition,
        toJson: definition.answer === null ? null : answerWriter(definition.answer),
        handler: handlerOf(handlers),
        handlerOn: (...on) => handlerOf(handlersOn(...on)),
      }
      mounted[definition.method]((request, response) => serve(served, request, response, deps))
    }
    mounted.all(methodNotAllowed(allowedMethods(routes.map(({ definition }) => definition.method))))
  }
  return router
}

interface NamedRoute {
  name: RouteName
  definition: RouteDefinition
}

/** Routes by path; a path without a parameter comes before one that would swallow it. */
function routesByPath(): [string, NamedRoute[]][] {
  const byPath = new Map<string, NamedRoute[]>()
  for (const [name, definition] of Object.entries(contract) as [RouteName, RouteDefinition][])
    byPath.set(definition.path, [...(byPath.get(definition.path) ?? []), { name, definition }])
  const parameters = (path: string) => path.split(':').length
  return [...byPath].sort(([a], [b]) => parameters(a) - parameters(b))
}

function allowedMethods(methods: readonly Method[]): string {
  const names = methods.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
  return [...names, 'OPTIONS'].join(', ')
}

interface ServedRoute {
  route: RouteDefinition
  /** Null: it answers with nothing but the status. */
  toJson: ((answer: unknown) => unknown) | null
  handler: AnyHandler
  /** The same over a transaction. */
  handlerOn(...on: Parameters<HandlersOn>): AnyHandler
}

async function serve(served: ServedRoute, request: Request, response: Response, deps: MountDeps): Promise<void> {
  const { route, handler } = served
  const changes = route.method !== 'get'
  if (changes) requireSameOrigin(request, deps.allowedOrigins)
  if (route.caching === 'versioned') return serveVersioned(served, request, response, deps)
  const actor = await authenticate(request, deps)
  authorise(route, actor, { adminTotp: deps.adminTotp, now: deps.clock.now() })
  if (changes) requireJson(request)
  const key = takesIdempotencyKey(route) ? idempotencyKeyOf(request) : undefined
  if (key !== undefined) return serveKeyed(served, { key, actor, request }, response, deps)
  const context = contextOf(route, request, actor, (session) => setCookie(response, session, deps))
  send(response, answerOf(served, await handler(context)))
}

/** What is the same for everybody, so who asks is not looked up. */
async function serveVersioned(
  { route, handler, toJson }: ServedRoute,
  request: Request,
  response: Response,
  deps: MountDeps,
): Promise<void> {
  const moment = deps.ready.moment()
  authorise(route, { kind: 'anonymous' }, { adminTotp: deps.adminTotp, now: deps.clock.now() })
  await deps.settled()
  const { key, build } = (await handler(contextOf(route, request, { kind: 'anonymous' }))) as VersionedAnswer<unknown>
  const text = JSON.stringify([route.path, ...key])
  const cached = await deps.responses.json(text, async () => {
    const answer = await build()
    return toJson === null ? null : toJson(answer)
  })
  if (moment !== null) deps.ready.keep(request.originalUrl, { cached, route: route.path }, moment)
  return sendCached(request, response, cached)
}

/** What is done once, however often it is asked for. */
async function serveKeyed(
  served: ServedRoute,
  asked: { key: string; actor: Actor; request: Request },
  response: Response,
  deps: MountDeps,
): Promise<void> {
  const { route, handlerOn } = served
  const happened: RecordedEvent[] = []
  const cookies: (KeptSession | null)[] = []
  const given = await answerKeyed(
    { ...asked, route: route.path },
    async (tx) => {
      const handler = handlerOn(tx, (events) => happened.push(...events))
      const context = contextOf(route, asked.request, asked.actor, (session) => cookies.push(session))
      return answerOf(served, await handler(context))
    },
    { db: deps.writeDb, secret: deps.sessions.secret },
  )
  deps.publish(happened)
  // Tokens are stored nowhere. A client that repeats the request has the new token already, and the old one is void.
  for (const session of cookies) setCookie(response, session, deps)
  if (given.repeated) response.set('Idempotent-Replayed', 'true')
  send(response, given)
}

function contextOf(
  route: RouteDefinition,
  request: Request,
  actor: Actor,
  keepSession: RouteContext<RouteName>['keepSession'] = () => {},
): RouteContext<RouteName> {
  const changes = route.method !== 'get'
  return {
    params: parseInput(route.params ?? nothing, request.params),
    query: parseInput(route.query ?? nothing, request.query),
    body: changes ? parseInput(route.body ?? nothing, request.body ?? {}) : undefined,
    actor,
    client: {
      address: request.ip ?? '',
      userAgent: request.headers['user-agent']?.slice(0, 300),
      requestId: requestIdOf(request),
    },
    keepSession,
  } as RouteContext<RouteName>
}

type KeptSession = { token: string; expiresAt: Date }

function setCookie(response: Response, session: KeptSession | null, { cookie }: MountDeps): void {
  response.append('Set-Cookie', session ? cookie.write(session.token, session.expiresAt) : cookie.clear())
}

function answerOf({ route, toJson }: ServedRoute, answer: unknown): KeyedAnswer {
  const text = toJson === null ? '' : JSON.stringify(toJson(answer))
  return { status: route.status ?? 200, text }
}

function send(response: Response, { status, text }: KeyedAnswer): void {
  response.status(status).set('Cache-Control', 'no-store')
  if (text !== '') response.set('Content-Type', status < 400 ? 'application/json; charset=utf-8' : PROBLEM_TYPE)
  response.end(text)
}

/** A form of another site cannot send JSON without asking first. */
function requireJson(request: Request): void {
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new GoatedError('CONTENT_TYPE_REFUSED', 'Send JSON, with Content-Type: application/json.')
}
