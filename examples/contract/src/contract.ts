import type * as z from 'zod'
import { adminAuditLogRoutes } from './routes/admin/audit-log.ts'
import { adminEntrantRoutes } from './routes/admin/entrants.ts'
import { adminIngestRoutes } from './routes/admin/ingest.ts'
import { adminPayoutRoutes } from './routes/admin/payouts.ts'
import { adminRaceRoutes } from './routes/admin/races.ts'
import { adminSeriesRoutes } from './routes/admin/series.ts'
import { adminTokenRoutes } from './routes/admin/tokens.ts'
import { adminUserRoutes } from './routes/admin/users.ts'
import { historicalRaceRoutes } from './routes/historical-races.ts'
import { leaderboardRoutes } from './routes/leaderboards.ts'
import { meRoutes } from './routes/me.ts'
import { mySecondFactorRoutes } from './routes/my-second-factor.ts'
import { mySessionRoutes } from './routes/my-sessions.ts'
import { playerRoutes } from './routes/players.ts'
import { raceRoutes } from './routes/races.ts'
import { sessionRoutes } from './routes/session.ts'
import { siteRoutes } from './routes/site.ts'

/** Every route of the server, by name. What is not here is not served. */
export const contract = {
  ...raceRoutes,
  ...leaderboardRoutes,
  ...historicalRaceRoutes,
  ...playerRoutes,
  ...siteRoutes,
  ...sessionRoutes,
  ...meRoutes,
  ...mySecondFactorRoutes,
  ...mySessionRoutes,
  ...adminRaceRoutes,
  ...adminSeriesRoutes,
  ...adminEntrantRoutes,
  ...adminPayoutRoutes,
  ...adminIngestRoutes,
  ...adminUserRoutes,
  ...adminTokenRoutes,
  ...adminAuditLogRoutes,
} as const

export type Contract = typeof contract
export type RouteName = keyof Contract

type Schema<Name extends RouteName, Part extends string> =
  Contract[Name] extends Record<Part, infer Found extends z.ZodType> ? Found : undefined

/** What a handler gets of one part of the request, checked. */
export type Checked<Name extends RouteName, Part extends 'params' | 'query' | 'body'> =
  Schema<Name, Part> extends z.ZodType ? z.output<Schema<Name, Part>> : undefined

/** What a client sends as one part of the request. */
export type Sent<Name extends RouteName, Part extends 'params' | 'query' | 'body'> =
  Schema<Name, Part> extends z.ZodType ? z.input<Schema<Name, Part>> : undefined

/** What a route answers with, as JSON. */
export type Answer<Name extends RouteName> =
  Schema<Name, 'answer'> extends z.ZodType ? z.input<Schema<Name, 'answer'>> : null

/** The same before it is written as JSON: amounts are `bigint`, instants `Date`. */
export type AnswerValue<Name extends RouteName> =
  Schema<Name, 'answer'> extends z.ZodType ? z.output<Schema<Name, 'answer'>> : null

/** A route by how a client addresses it: `GET /api/races/:id`. */
export type Address = { [Name in RouteName]: AddressOf<Contract[Name]> }[RouteName]
type AddressOf<Route> = Route extends { method: infer M extends string; path: infer P extends string }
  ? `${Uppercase<M>} ${P}`
  : never

/** The name of the route at an address. */
export type NameAt<At extends Address> = {
  [Name in RouteName]: AddressOf<Contract[Name]> extends At ? Name : never
}[RouteName]
