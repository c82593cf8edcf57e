import type { AnswerValue, Checked, Contract, RouteName } from '@goated/example-contract'
import type { Actor } from '../auth/actor.ts'

/** What a route's handler knows of a request: its parts, checked, and who sent it. */
export interface RouteContext<Name extends RouteName> {
  params: Checked<Name, 'params'>
  query: Checked<Name, 'query'>
  body: Checked<Name, 'body'>
  actor: Actor
  client: ClientFacts
  /** Sets or takes away the session's cookie with the answer. */
  keepSession(session: { token: string; expiresAt: Date } | null): void
}

/** Where a request came from. */
export interface ClientFacts {
  address: string
  userAgent: string | undefined
  requestId: string
}

/** An answer that is made once for each key; the key names everything that it depends on. */
export interface VersionedAnswer<Body> {
  key: readonly unknown[]
  build(): Body | Promise<Body>
}

export type Handler<Name extends RouteName> = (
  context: RouteContext<Name>,
) => Promise<Contract[Name] extends { caching: 'versioned' } ? VersionedAnswer<AnswerValue<Name>> : AnswerValue<Name>>

/** A handler for every route of the contract. */
export type Handlers = { [Name in RouteName]: Handler<Name> }
