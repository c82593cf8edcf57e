import { rankEntrants } from '@goated/races'
import { sql } from 'drizzle-orm'
import type { BenchContext } from '../context.ts'
import { type Figure, measure } from '../measure.ts'
import { copyWorld, expectStandings } from '../world.ts'

/** Ranking all entrants of a race after 5 % of the totals changed, and after none did. */
export async function benchRank({ world, options }: BenchContext): Promise<{ figures: Figure[]; notes: string[] }> {
  const { raceId } = world
  const copy = await copyWorld(world)
  const { db } = copy
  let moved = 0
  let round = 0
  const rank = () =>
    db.transaction(async (tx) => void (moved = (await rankEntrants(tx, { id: raceId, ties: 'split' })).moved))
  let movedAfterChange = 0
  const figures = await measure(
    [
      {
        name: 'rank, 5 % changed',
        prepare: async () => {
          // Another twentieth every time, by amounts as heavy-tailed as the totals are.
          await db.execute(sql`update goated.wager_race_participants set total_wager = total_wager + 5 / (1 - random())::numeric
            where race_id = ${raceId} and id % 20 = ${round++ % 20}`)
        },
        run: rank,
        check: async () => {
          if (moved === 0) throw new Error('No rank moved.')
          movedAfterChange = moved
          await expectStandings(copy, world, [])
        },
      },
      {
        name: 'rank, nothing changed',
        run: rank,
        check: () => {
          if (moved > 0) throw new Error('Ranks moved although no total did.')
        },
      },
      {
        name: 'create table as',
        prepare: async () => void (await db.execute(sql`drop table if exists ranked`)),
        run: () =>
          db.execute(sql`create table ranked as
            select id, rank() over (order by total_wager desc) as rank
            from goated.wager_race_participants where race_id = ${raceId}`),
      },
    ],
    { ...options, warmups: 2 },
  )
  await copy.drop()
  return { figures, notes: [`${movedAfterChange} ranks moved in the last run`] }
}
