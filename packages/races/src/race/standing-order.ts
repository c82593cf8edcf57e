import { compareText } from '@goated/schema/internal'
import type { TieRule } from '@goated/schema/vocabulary'
import { type SQL, sql } from 'drizzle-orm'

/** An entrant as far as the order goes. */
export interface OrderedStanding {
  uid: string
  /** Units of 1e-8. */
  total: bigint
  /** Source time of the reading that first showed this total, in ms since 1970. */
  reachedAt: number
}

interface OrderKey {
  /** The key in a query over `wager_race_participants`. */
  column: string
  direction: 'asc' | 'desc'
  compare(a: OrderedStanding, b: OrderedStanding): number
}

// The one definition of the order, for queries and for code alike. `collate "C"` compares bytes of UTF-8, and so does
// compareText, so the order is the same in every database and outside of one.
const orderKeys: readonly OrderKey[] = [
  {
    column: 'total_wager',
    direction: 'desc',
    compare: (a, b) => (a.total === b.total ? 0 : a.total > b.total ? -1 : 1),
  },
  { column: 'reached_at', direction: 'asc', compare: (a, b) => a.reachedAt - b.reachedAt },
  { column: 'uid collate "C"', direction: 'asc', compare: (a, b) => compareText(a.uid, b.uid) },
]

// How many of the keys decide a place. The others only order the rows that share one.
const placeKeyCount: Record<TieRule, number> = { split: 1, earliest: 2 }

/** The order of every board: total, then who reached it first, then uid. No two entrants of a race are equal in it. */
export function compareStandings(a: OrderedStanding, b: OrderedStanding): number {
  return compareBy(orderKeys, a, b)
}

/**
 * Whether two entrants share a place: level totals do, and where the tie rule is `earliest`, only if both were first
 * seen in the same reading, because nobody can tell what happened first between two readings.
 */
export function sharePlace(a: OrderedStanding, b: OrderedStanding, ties: TieRule): boolean {
  return compareBy(orderKeys.slice(0, placeKeyCount[ties]), a, b) === 0
}

/**
 * Places of standings that are in order already: 1, 1, 3, 3, 5. Whoever shares a place has the same number, and the
 * next number is one more than how many are better.
 */
export function placesOf(ordered: readonly OrderedStanding[], ties: TieRule): number[] {
  const places: number[] = []
  ordered.forEach((standing, index) => {
    const before = ordered[index - 1]
    const shared = before !== undefined && sharePlace(before, standing, ties)
    places.push(shared ? (places[index - 1] ?? 1) : index + 1)
  })
  return places
}

/**
 * The order of {@link compareStandings} for `order by`.
 *
 * @param alias of `wager_race_participants` in the query
 */
export function orderBySql(alias?: string): SQL {
  return keysSql(orderKeys, alias)
}

/** The places of {@link placesOf} in a query over the entrants of one race; null for who is disqualified. */
export function placeSql(ties: TieRule): SQL {
  const keys = keysSql(orderKeys.slice(0, placeKeyCount[ties]))
  return sql`case when disqualified_at is null
    then (rank() over (partition by disqualified_at is null order by ${keys}))::int end`
}

function compareBy(keys: readonly OrderKey[], a: OrderedStanding, b: OrderedStanding): number {
  for (const { compare } of keys) {
    const order = compare(a, b)
    if (order !== 0) return order
  }
  return 0
}

function keysSql(keys: readonly OrderKey[], alias?: string): SQL {
  const prefix = alias === undefined ? '' : `${alias}.`
  return sql.raw(keys.map(({ column, direction }) => `${prefix}${column} ${direction}`).join(', '))
}
