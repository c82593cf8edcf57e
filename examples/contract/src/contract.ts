import type * as z from 'zod'
import { adminOperationRoutes } from './routes/admin-operation.ts'
import { adminRaceRoutes } from './routes/admin-races.ts'
import { publicRoutes } from './routes/public.ts'
import { sessionRoutes } from './routes/session.ts'

/** Every route of the server, by name. What is not here is not served. */
export const contract = { ...publicRoutes, ...sessionRoutes, ...adminRaceRoutes, ...adminOperationRoutes } as const

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
