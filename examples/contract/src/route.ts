import type { TokenScope } from '@goated/schema/vocabulary'
import type * as z from 'zod'

/**
 * Who may call a route.
 *
 * - `public`: anybody
 * - `password`: whoever gave a right password and still owes the second factor
 * - `setup`: whoever is signed in, even without the second factor that is due
 * - `session`: whoever is signed in and has shown the second factor, if there is one or the installation asks for it
 * - `admin`: an admin who is signed in like that, or a token that has the scope
 */
export type Access =
  | { kind: 'public' | 'password' | 'setup' | 'session' }
  | { kind: 'admin'; scope: TokenScope | PersonalScope }

/** What admins do in person only: no token can be given these scopes. */
const PERSONAL_SCOPES = ['admins:write'] as const
export type PersonalScope = (typeof PERSONAL_SCOPES)[number]

/** Whether a scope is one that no token can have. */
export function isPersonal(scope: TokenScope | PersonalScope): scope is PersonalScope {
  return PERSONAL_SCOPES.some((personal) => personal === scope)
}

/**
 * How fresh the proof must be of who is signed in; see `POST /api/auth/step-up`.
 *
 * - `proof`: the second factor, or the password where there is no second factor, shown less than ten minutes ago
 * - `factor`: the second factor likewise, where there is one; the request itself brings the password
 *
 * Tokens have nothing to show: their scopes were given to them by somebody who had.
 */
export type StepUp = 'proof' | 'factor'

export type Method = 'get' | 'post' | 'patch' | 'delete'

/** Everything that is said of a route: to whoever serves it, calls it, tests it or reads about it. */
export interface RouteDefinition {
  method: Method
  /** With parameters as `:name`. */
  path: `/${string}`
  access: Access
  stepUp?: StepUp | undefined
  tag: Tag
  /** One line, for the reference. */
  summary: string
  params?: z.ZodType | undefined
  query?: z.ZodType | undefined
  body?: z.ZodType | undefined
  /** What it answers with; null: nothing but the status. */
  answer: z.ZodType | null
  /** Of a good answer. Default 200. */
  status?: 200 | 201 | 202 | 204 | undefined
  /**
   * `versioned`: the answer changes only with the version of what it shows, so it is prepared once and has an ETag.
   * Default: not cached anywhere.
   */
  caching?: 'versioned' | undefined
  /**
   * `ignored`: the route takes no Idempotency-Key. For the beginning and the end of a session, where nobody in particular
   * asks: to repeat them does no harm, and their answer is a token, which is stored nowhere.
   * Default: every route that changes something takes one.
   */
  idempotencyKey?: 'ignored' | undefined
  /** Codes of the problems that it may answer with, besides those that any route may. */
  problems?: readonly string[] | undefined
}

/** Chapters of the reference, in their order. */
export const TAGS = {
  races: 'Races, their standings and how they progress',
  leaderboards: 'All players by what they wagered in a period of the provider',
  archive: 'Completed races and what is needed to check them',
  players: 'One player',
  site: 'What this installation calls itself',
  session: 'Signing in and out',
  me: 'Whoever is signed in',
  'admin: races': 'Creating and changing races',
  'admin: entrants': 'Decisions, disqualification and adjustments',
  'admin: payouts': 'What is owed and what was paid',
  'admin: ingest': 'Readings of the affiliate API',
  'admin: people': 'Users, tokens and the audit log',
  operation: 'Health and metrics',
} as const
export type Tag = keyof typeof TAGS

/** Declares a route; what it says keeps its exact type. */
export function route<const Definition extends RouteDefinition>(definition: Definition): Definition {
  return definition
}

/** Whether a route answers a request with an Idempotency-Key once, however often it is repeated. */
export function takesIdempotencyKey({ method, idempotencyKey }: RouteDefinition): boolean {
  return method !== 'get' && idempotencyKey !== 'ignored'
}

export const anybody: { kind: 'public' } = { kind: 'public' }
/** What anybody may read. All of it has an ETag. */
export const publicRead = { method: 'get', access: anybody, caching: 'versioned' } as const

export const signedIn: { kind: 'session' } = { kind: 'session' }

export function admin(scope: TokenScope | PersonalScope): Access {
  return { kind: 'admin', scope }
}
