import { type Db, formatAmount, MONEY_DECIMALS, parseAmount } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { historicalRaces, payoutEntries, racePayouts, wagerRaceParticipants } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { placePrizes, prizePlaces } from '../prizes/distribution.ts'
import type { Race } from '../race/race.ts'
import type { ReportViolation } from './violation.ts'

/** Checks the results of a completed race: prizes against the pool, the archive against standings, payouts by entry. */
export async function checkResults(db: Db, race: Race, report: ReportViolation): Promise<void> {
  await checkPrizes(db, race, report)
  await checkArchive(db, race, report)
  await checkPayoutEntries(db, race, report)
}

async function checkPrizes(db: Db, race: Race, report: ReportViolation): Promise<void> {
  const [sums] = await queryRows<{ paid: string; claimed: string }>(
    db,
    sql`
    select (select coalesce(sum(amount), 0)::text from ${racePayouts} where race_id = ${race.id}) as paid,
      (select count(*)::text from ${wagerRaceParticipants} where race_id = ${race.id} and disqualified_at is null
        and total_wager > 0 and total_wager >= ${formatAmount(race.minWager)}::numeric) as claimed`,
  )
  const paid = parseAmount(sums?.paid ?? '0', { decimals: MONEY_DECIMALS })
  const prizes = placePrizes(race.prizePool, prizePlaces(race.prizePool, race.prizeDistribution))
  const all = prizes.reduce((sum, prize) => sum + prize, 0n)
  const claimed = parseInt(sums?.claimed ?? '0', 10)
  const cents = (amount: bigint) => formatAmount(amount, MONEY_DECIMALS)
  if (paid > all || all > race.prizePool)
    report({
      invariant: 'prizes',
      code: 'PRIZES_EXCEED_POOL',
      raceId: race.id,
      detail: `${cents(paid)} of ${cents(all)}`,
    })
  // With all places taken, or unclaimed ones given to the others, all of it goes out to the cent.
  const complete = claimed >= prizes.length || (race.unclaimed === 'redistribute' && claimed > 0)
  if (complete && paid < all)
    report({
      invariant: 'prizes',
      code: 'PRIZES_BELOW_POOL',
      raceId: race.id,
      detail: `${cents(paid)} of ${cents(all)}`,
    })
}

/** How a payout stands is what its last entry says; before any entry and after a correction it is owed. */
async function checkPayoutEntries(db: Db, race: Race, report: ReportViolation): Promise<void> {
  const differing = await queryRows<{ id: number; status: string; entered: string }>(
    db,
    sql`
    select w.id, w.status, e.status as entered from ${racePayouts} w
    cross join lateral (
      select coalesce((select case kind when 'corrected' then 'owed' else kind end from ${payoutEntries}
        where payout_id = w.id order by id desc limit 1), 'owed') as status
    ) as e
    where w.race_id = ${race.id} and w.status <> e.status`,
  )
  for (const { id, status, entered } of differing)
    report({
      invariant: 'payouts',
      code: 'PAYOUT_STATUS_DIFFERS',
      raceId: race.id,
      detail: `payout ${id} is ${status}, its entries say ${entered}`,
    })
}

async function checkArchive(db: Db, race: Race, report: ReportViolation): Promise<void> {
  const differing = await queryRows<{ uid: string; archived: string; stored: string }>(
    db,
    sql`
    with archived as (
      select (s ->> 'userId')::int as user_id, s ->> 'uid' as uid, s ->> 'rank' as rank, s ->> 'total' as total,
        s ->> 'prize' as prize
      from ${historicalRaces} h, jsonb_array_elements(h.participants) as s where h.race_id = ${race.id}
    ), stored as (
      select p.user_id, p.uid, p.rank::text as rank, p.total_wager::text as total,
        coalesce(w.amount, 0)::numeric(18, 2)::text as prize
      from ${wagerRaceParticipants} p
      left join ${racePayouts} w on w.race_id = p.race_id and w.user_id = p.user_id
      where p.race_id = ${race.id}
    )
    select coalesce(a.uid, s.uid) as uid,
      case when a.user_id is null then 'nothing' else concat_ws(' ', 'rank', a.rank, 'total', a.total, 'prize', a.prize) end
        as archived,
      case when s.user_id is null then 'nothing' else concat_ws(' ', 'rank', s.rank, 'total', s.total, 'prize', s.prize) end
        as stored
    from archived a full join stored s on s.user_id = a.user_id
    where (a.uid, a.rank, a.total, a.prize) is distinct from (s.uid, s.rank, s.total, s.prize)`,
  )
  for (const { uid, archived, stored } of differing)
    report({
      invariant: 'archive',
      code: 'ARCHIVE_STANDING_DIFFERS',
      raceId: race.id,
      uid,
      detail: `the archive has ${archived}, the race ${stored}`,
    })
}
