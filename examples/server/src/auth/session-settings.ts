import type { SessionLifetimes } from '@goated/accounts'

/** What the functions around sessions need besides the database. */
export interface SessionSettings {
  /** The installation's: second factors are encrypted under it. */
  secret: string
  lifetimes?: SessionLifetimes
}
