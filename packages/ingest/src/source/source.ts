import type { Counters } from '@goated/schema'
import type { HttpReader } from './http.ts'

/** One player of a reading, normalised: amounts truncated to 8 decimals, the name safe to show. */
export interface ReadingRow extends Counters {
  uid: string
  name: string
}

/** What one look at the upstream gave. */
export interface Reading {
  /** Source time, if the upstream gives one and means it; null: when the request started. */
  asOf: Date | null
  rows: ReadingRow[]
  /** How many players the upstream says it has; null: it does not say. */
  totalUsers: number | null
}

/** Where wager totals come from: a plain value, so that adding a provider is one file. */
export interface WagerSource {
  /** Short and stable: it is stored with every row. */
  id: string
  /** When the provider's own day, week and month begin. */
  calendar: { timeZone: string; weekStartsOn: number }
  /** Commission on wagers, in units of 1e-8, for accounts without a rate of their own. */
  commissionRate: bigint
  /** The least time between two requests that the provider allows. */
  minIntervalMs: number
  /** Reads the upstream once, or throws `READING_INVALID` or `UPSTREAM_FAILED`. */
  read(http: HttpReader): Promise<Reading>
}
