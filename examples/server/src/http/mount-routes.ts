import { contract, type Method, type RouteDefinition, type RouteName } from '@goated/example-contract'
import { GoatedError, parseInput } from '@goated/schema'
import { type IRouter, type Request, type Response, Router } from 'express'
import * as z from 'zod'
import { authenticate, type AuthenticateDeps } from '../auth/authenticate.ts'
import { type AdminTotp, authorise } from '../auth/authorise.ts'
import { requireSameOrigin } from '../auth/same-origin.ts'
import { type ResponseCache, sendCached } from './cached-response.ts'
import { methodNotAllowed } from './problem.ts'
import type { ReadyAnswers } from './ready-answers.ts'
import { requestIdOf } from './request-log.ts'
import type { Handlers, RouteContext, VersionedAnswer } from './route-context.ts'

export interface MountDeps extends AuthenticateDeps {
  responses: ResponseCache
  ready: ReadyAnswers
  /** Resolves once what was committed is seen. */
  settled(): Promise<void>
  adminTotp: AdminTotp
  /** Origins of pages elsewhere that count as our own. */
  allowedOrigins: readonly string[]
}

type AnyHandler = (context: RouteContext<RouteName>) => Promise<unknown>

const nothing = z.strictObject({})

/**
 * Serves the routes of the contract, and nothing else: each is guarded by the access that it declares, before anything
 * of the request is looked at.
 */
export function mountRoutes(handlers: Handlers, deps: MountDeps): IRouter {
  const router = Router()
  for (const [path, routes] of routesByPath()) {
    const mounted = router.route(path)
    for (const { name, definition } of routes)
      mounted[definition.method]((request, response) =>
        serve(definition, handlers[name] as unknown as AnyHandler, request, response, deps),
      )
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

async function serve(
  route: RouteDefinition,
  handler: AnyHandler,
  request: Request,
  response: Response,
  deps: MountDeps,
): Promise<void> {
  const changes = route.method !== 'get'
  const moment = deps.ready.moment()
  if (changes) requireSameOrigin(request, deps.allowedOrigins)
  // Public reading is the same for everybody, so who asks is not looked up.
  const actor = route.caching === 'versioned' ? ({ kind: 'anonymous' } as const) : await authenticate(request, deps)
  authorise(route.access, actor, deps.adminTotp)
  if (changes) requireJson(request)
  if (route.caching === 'versioned') await deps.settled()
  const answer = await handler({
    params: parseInput(route.params ?? nothing, request.params),
    query: parseInput(route.query ?? nothing, request.query),
    body: changes ? parseInput(route.body ?? nothing, request.body ?? {}) : undefined,
    raw: { body: request.body as unknown },
    actor,
    client: {
      address: request.ip ?? '',
      userAgent: request.headers['user-agent']?.slice(0, 300),
      requestId: requestIdOf(request),
    },
    keepSession(session) {
      const { cookie } = deps
      response.append('Set-Cookie', session ? cookie.write(session.token, session.expiresAt) : cookie.clear())
    },
  } as RouteContext<RouteName>)
  if (route.caching === 'versioned') {
    const { key, build } = answer as VersionedAnswer<unknown>
    const text = JSON.stringify([route.path, ...key])
    const cached = await deps.responses.json(text, async () => toJson(route, await build()))
    if (moment !== null) deps.ready.keep(request.originalUrl, { cached, route: route.path }, moment)
    return sendCached(request, response, cached)
  }
  response.status(route.status ?? 200).set('Cache-Control', 'no-store')
  if (route.answer === null) response.end()
  else response.json(toJson(route, answer))
}

/** Only what the contract names leaves the house. */
function toJson(route: RouteDefinition, answer: unknown): unknown {
  return route.answer?.parse(answer)
}

/** A form of another site cannot send JSON without asking first. */
function requireJson(request: Request): void {
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new GoatedError('CONTENT_TYPE_REFUSED', 'Send JSON, with Content-Type: application/json.')
}
