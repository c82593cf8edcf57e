import { completeRace } from '@goated/races'
import { queryRows } from '@goated/schema/internal'
import { manualClock } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import type { BenchContext } from '../context.ts'
import { type Figure, measure } from '../measure.ts'
import { type Copy, copyWorld } from '../world.ts'

/** Ending a race: final ranks, prizes, payouts and the archive, one transaction, on a fresh copy every time. */
export async function benchFinalise({ world, options }: BenchContext): Promise<{ figures: Figure[] }> {
  const { raceId, players } = world
  let copy: Copy | undefined
  const figures = await measure(
    [
      {
        name: 'create table as',
        prepare: async () => {
          copy = await copyWorld(world)
          // The reading that settles the race came in, and ranked everyone, with the tick before.
          await copy.db.execute(sql`update goated.wager_races set status = 'settling', settled_by = end_date`)
        },
        run: () =>
          opened().db.execute(sql`create table final_standings as
            select *, rank() over (order by total_wager desc) as final_rank
            from goated.wager_race_participants where race_id = ${raceId}`),
      },
      {
        name: 'finalise',
        run: () => completeRace(opened().db, { raceId }, { clock: manualClock('2026-03-10T00:00:00Z') }),
        check: async () => {
          const [result] = await queryRows<{ archived: number; paid: string }>(
            opened().db,
            sql`select jsonb_array_length(participants) as archived, (select sum(amount)::text from goated.race_payouts) as paid
              from goated.historical_races`,
          )
          if (result?.archived !== players.count || result.paid !== '5000.00')
            throw new Error(`Archived ${result?.archived} of ${players.count}, paid ${result?.paid}.`)
          await opened().drop()
        },
      },
    ],
    options,
  )
  return { figures: [...figures].reverse() }

  function opened(): Copy {
    if (!copy) throw new Error('No copy is open.')
    return copy
  }
}
