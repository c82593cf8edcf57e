import {
  contract,
  IDEMPOTENCY_KEY,
  idempotencyKeyInput,
  isPersonal,
  problem,
  type RouteDefinition,
  type RouteName,
  TAGS,
  takesIdempotencyKey,
} from '@goated/example-contract'
import * as z from 'zod'
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOverride,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'

/** Problems that any route may answer with, by status. */
const always = { 400: 'INPUT_INVALID', 429: 'RATE_LIMITED', 503: 'DATABASE_UNAVAILABLE' } as const

/** The contract as an OpenAPI 3.1 document: made from the schemas that check requests and answers. */
export function openApiDocument(title: string): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {}
  for (const [name, route] of Object.entries(contract) as [RouteName, RouteDefinition][]) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operationOf(name, route) }
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: {
      title: `${title} API`,
      version: '1',
      description: 'Amounts are decimal numbers as text, times ISO 8601 in UTC, errors problem documents (RFC 9457).',
    },
    tags: Object.entries(TAGS).map(([tag, description]) => ({ name: tag, description })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-goated', description: 'Set by signing in.' },
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of the admin desk; each route names its scope.',
        },
      },
    },
  }
  return createDocument(document, { override: describeWire })
}

/** A codec is described by what goes over the wire. */
function describeWire({ zodSchema, jsonSchema }: Parameters<ZodOpenApiOverride>[0]): void {
  if (!(zodSchema instanceof z.ZodCodec)) return
  const { $schema: _, ...wire } = z.toJSONSchema(zodSchema.def.in)
  for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Record<string, unknown>)[key]
  Object.assign(jsonSchema, wire, z.globalRegistry.get(zodSchema))
}

function operationOf(name: RouteName, route: RouteDefinition): ZodOpenApiOperationObject {
  const { access, params, query, body, answer, status = 200 } = route
  const isKeyed = takesIdempotencyKey(route)
  return {
    operationId: name,
    tags: [route.tag],
    summary: route.summary,
    ...describe(route),
    ...securityOf(route),
    requestParams: {
      ...(params ? { path: params as z.ZodObject } : {}),
      ...(query ? { query: query as z.ZodObject } : {}),
      ...(isKeyed ? { header: z.object({ [IDEMPOTENCY_KEY]: idempotencyKeyInput.optional() }) } : {}),
    },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      [String(status)]: answer
        ? { description: 'Done', content: { 'application/json': { schema: answer } } }
        : { description: 'Done' },
      ...(route.caching === 'versioned' ? { '304': { description: 'Still what the client has (If-None-Match)' } } : {}),
      ...Object.fromEntries(Object.entries(always).map(([code, what]) => [code, problemResponse(what)])),
      ...(access.kind === 'public'
        ? {}
        : { '401': problemResponse('UNAUTHENTICATED'), '403': problemResponse('FORBIDDEN') }),
      ...(isKeyed
        ? { '409': problemResponse('IDEMPOTENCY_KEY_IN_USE'), '422': problemResponse('IDEMPOTENCY_KEY_REUSED') }
        : {}),
      default: problemResponse(['Codes:', ...(route.problems ?? ['INTERNAL'])].join(' ')),
    },
  }
}

function describe({ access, stepUp }: RouteDefinition): Pick<ZodOpenApiOperationObject, 'description'> {
  const sentences = [
    ...(access.kind !== 'admin'
      ? []
      : isPersonal(access.scope)
        ? ['For admins in person; no token can do it.']
        : [`Scope of a token: \`${access.scope}\`.`]),
    ...(stepUp === undefined
      ? []
      : ['Whoever is signed in must have shown the second factor, or the password, less than ten minutes ago.']),
  ]
  return sentences.length === 0 ? {} : { description: sentences.join(' ') }
}

function securityOf({ access }: RouteDefinition): Pick<ZodOpenApiOperationObject, 'security'> {
  if (access.kind === 'public') return {}
  const tokens = access.kind === 'admin' && !isPersonal(access.scope)
  return { security: tokens ? [{ session: [] }, { token: [] }] : [{ session: [] }] }
}

function problemResponse(description: string) {
  return { description, content: { 'application/problem+json': { schema: problem } } }
}
