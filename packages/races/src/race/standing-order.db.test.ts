import { type Db, formatAmount } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { testDatabase, testEngine } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareStandings, type OrderedStanding, orderBySql, placeSql, placesOf } from './standing-order.ts'

// Every character but NUL, which no text column takes, weighted to where orders of text differ.
const character = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((text) => text !== '\0'),
  fc.constantFrom('a', 'A', 'b', '_', '-', ' ', 'ß', 'é', 'e\u0301', '\ue000', '\uff21', '\uffff', '\u{10000}', '🐐'),
)
const standings = fc
  .uniqueArray(
    fc.array(character, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    { minLength: 1, maxLength: 30 },
  )
  .chain((uids) =>
    fc.tuple(
      ...uids.map((uid) => fc.record({ uid: fc.constant(uid), total: fc.bigInt(0n, 2n), reachedAt: fc.nat(1) })),
    ),
  )

async function orderedByDatabase(db: Db, entrants: readonly OrderedStanding[], ties: 'split' | 'earliest') {
  const found = await queryRows<{ uid: string; place: number }>(
    db,
    sql`
    select uid, ${placeSql(ties)} as place from (
      select uid, total_wager, to_timestamp(at / 1000.0) as reached_at, null::timestamptz as disqualified_at
      from unnest(${arrayLiteral(entrants.map(({ uid }) => uid))}::text[],
        ${arrayLiteral(entrants.map(({ total }) => formatAmount(total)))}::numeric[],
        ${arrayLiteral(entrants.map(({ reachedAt }) => reachedAt))}::bigint[]) as e (uid, total_wager, at)
    ) as entrants
    order by ${orderBySql()}`,
  )
  return found.map(({ uid, place }) => `${place}. ${uid}`)
}

// PGlite has but one collation; PostgreSQL is asked with several that sort letters as people do.
test.each(testEngine() === 'postgres' ? ['und', 'de-DE', 'sv-SE'] : [undefined])(
  'the database and the code have one order and the same places, whatever the text (%s)',
  async (icuLocale) => {
    const database = await testDatabase(icuLocale === undefined ? {} : { icuLocale })
    try {
      await fc.assert(
        fc.asyncProperty(standings, fc.constantFrom('split' as const, 'earliest' as const), async (entrants, ties) => {
          const ordered = entrants.toSorted(compareStandings)
          const places = placesOf(ordered, ties)
          expect(await orderedByDatabase(database.db, entrants, ties)).toEqual(
            ordered.map(({ uid }, index) => `${places[index]}. ${uid}`),
          )
        }),
        { numRuns: 150 },
      )
    } finally {
      await database.close()
    }
  },
)
