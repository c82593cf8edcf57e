import {
  type Clock,
  type Db,
  formatAmount,
  MONEY_DECIMALS,
  readable,
  type RecordedEvent,
  systemClock,
  type TransactionalDb,
} from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { arrayLiteral, queryRows, readCheckedTime, recordEvents } from '@goated/schema/internal'
import {
  historicalRaces,
  ingestRuns,
  racePayouts,
  wagerAdjustments,
  wagerDecisions,
  wagerRaceParticipants,
  wagerRaces,
} from '@goated/schema/tables'
import { and, desc, eq, sql } from 'drizzle-orm'
import { allocatePrizes, type PrizeAllocation, type PrizeStanding } from '../prizes/allocation.ts'
import { prizePlaces } from '../prizes/distribution.ts'
import { zoned } from '../race/calendar.ts'
import type { Race } from '../race/race.ts'
import { encodeRules } from '../race/rules.ts'
import { orderBySql } from '../race/standing-order.ts'
import { prizeContenders } from '../standings/prize-contenders.ts'
import { rankEntrants } from '../standings/rank-entrants.ts'
import { completeRaceInput, type CompleteRaceInput } from './inputs.ts'
import { mayComplete } from './may-complete.ts'

type PrizeWinner = PrizeStanding & { userId: number }

export interface CompletedRace {
  raceId: number
  archiveId: number
  allocations: PrizeAllocation<PrizeWinner>[]
  events: RecordedEvent[]
}

/**
 * Freezes a race that is settling: final ranks, prizes, payouts and the archive, in one transaction, once.
 *
 * @param input.sourceGone nobody reads the race's source any more: once the grace period is over, no attempt to read it
 * is waited for
 * @returns null when the race is not settling, or still waits for its settling reading, the end of its grace period or
 * an attempt to read since
 * @throws INPUT_INVALID
 * @throws CLOCK_OFF the clock is ahead of the database's by more than five seconds
 */
export async function completeRace(
  db: TransactionalDb,
  input: CompleteRaceInput,
  deps: { clock?: Clock } = {},
): Promise<CompletedRace | null> {
  const { raceId, sourceGone } = parseInput(completeRaceInput, input)
  return db.transaction(async (tx) => {
    const now = await readCheckedTime(tx, deps.clock ?? systemClock)
    const [race] = await tx
      .select(readable(wagerRaces))
      .from(wagerRaces)
      .where(and(eq(wagerRaces.id, raceId), eq(wagerRaces.status, 'settling'), mayComplete(now, { sourceGone })))
      .for('update')
    if (!race) return null
    const closingReason = race.settledBy === null ? 'GRACE_PERIOD_ENDED' : null
    await rankEntrants(tx, race)
    const places = prizePlaces(race.prizePool, race.prizeDistribution).weights.length
    const standings = await prizeContenders(tx, { raceId, minWager: race.minWager, places })
    const allocations = allocatePrizes({
      pool: race.prizePool,
      distribution: race.prizeDistribution,
      ties: race.ties,
      unclaimed: race.unclaimed,
      minWager: race.minWager,
      standings,
    })
    await recordPayouts(tx, raceId, allocations, now)
    await closeHistories(tx, race)
    const archiveId = await archive(tx, race, { closingReason, now })
    await tx
      .update(wagerRaces)
      .set({ status: 'completed', completedAt: now, updatedAt: now, closingReason, version: race.version + 1 })
      .where(eq(wagerRaces.id, raceId))
    const paid = allocations.reduce((sum, { amount }) => sum + amount, 0n)
    const payload = {
      raceId,
      archiveId,
      seriesId: race.seriesId,
      version: race.version + 1,
      winners: allocations.length,
      prizes: formatAmount(paid, MONEY_DECIMALS),
      closingReason,
    }
    return {
      raceId,
      archiveId,
      allocations,
      events: await recordEvents(tx, [{ name: 'race.completed', payload }], now),
    }
  })
}

async function recordPayouts(
  tx: Db,
  raceId: number,
  allocations: readonly PrizeAllocation<PrizeWinner>[],
  now: Date,
): Promise<void> {
  if (allocations.length === 0) return
  await tx.execute(sql`
    insert into ${racePayouts} (race_id, user_id, place, amount, created_at)
    select ${raceId}, a.user_id, a.place, a.amount, ${now.toISOString()}::timestamptz
    from unnest(
      ${arrayLiteral(allocations.map(({ standing }) => standing.userId))}::int[],
      ${arrayLiteral(allocations.map(({ place }) => place))}::int[],
      ${arrayLiteral(allocations.map(({ amount }) => formatAmount(amount, MONEY_DECIMALS)))}::numeric[]
    ) as a (user_id, place, amount)`)
}

/** Puts the final total at the end of every progression that does not end with it. */
async function closeHistories(tx: Db, race: Race): Promise<void> {
  const end = Math.floor(race.endDate.getTime() / 1000)
  await tx.execute(sql`
    update ${wagerRaceParticipants}
    set wager_history = wager_history || jsonb_build_array(jsonb_build_array(${end}::bigint, total_wager::text))
    where race_id = ${race.id} and (wager_history -> -1 ->> 1) is distinct from total_wager::text`)
}

async function archive(tx: Db, race: Race, closing: { closingReason: string | null; now: Date }): Promise<number> {
  const start = zoned(race.startDate.getTime(), race.timeZone)
  const metadata = { ...(await archiveMetadata(tx, race)), closingReason: closing.closingReason }
  const [archived] = await queryRows<{ id: number }>(
    tx,
    sql`
    with standings as (
      select p.rank, p.total_wager, p.reached_at, p.uid, jsonb_build_object('rank', p.rank, 'userId', p.user_id, 'uid', p.uid,
        'username', u.username, 'total', p.total_wager::text, 'prize', coalesce(w.amount, 0)::numeric(18, 2)::text,
        'reachedAt', to_char(p.reached_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'method', p.method,
        'low', p.low::text, 'high', p.high::text, 'flags', to_jsonb(p.flags))
        || case when p.disqualified_at is null then '{}'::jsonb
           else jsonb_build_object('disqualified', p.disqualified_reason) end as standing
      from ${wagerRaceParticipants} p
      join goated.users u on u.id = p.user_id
      left join ${racePayouts} w on w.race_id = p.race_id and w.user_id = p.user_id
      where p.race_id = ${race.id}
    )
    insert into ${historicalRaces} (race_id, month, year, prize_pool, start_date, end_date, participants, total_wagered,
      participant_count, created_at, metadata)
    select ${race.id}, ${start.month}::int, ${start.year}::int, ${formatAmount(race.prizePool, MONEY_DECIMALS)}::numeric,
      ${race.startDate.toISOString()}::timestamptz, ${race.endDate.toISOString()}::timestamptz,
      coalesce(jsonb_agg(standing order by rank nulls last, ${orderBySql()}), '[]'), coalesce(sum(total_wager), 0), count(*),
      ${closing.now.toISOString()}::timestamptz, ${JSON.stringify(metadata)}::jsonb
    from standings
    returning id`,
  )
  if (!archived) throw new Error('An archived race came back without its id.')
  return archived.id
}

/** The rules of the race and the readings it was decided by: with the stored samples, all it takes to recompute it. */
async function archiveMetadata(tx: Db, race: Race): Promise<Record<string, unknown>> {
  const ofRace = sql`${ingestRuns.source} = ${race.source} and ${ingestRuns.outcome} = 'ok'
    and (${ingestRuns.raceId} is null or ${ingestRuns.raceId} = ${race.id})`
  const [newest] = await tx
    .select({ id: ingestRuns.id, chain: ingestRuns.chain })
    .from(ingestRuns)
    .where(ofRace)
    .orderBy(desc(ingestRuns.id))
    .limit(1)
  const [stats] = await queryRows<{ through: string | null }>(
    tx,
    sql`select max(stats_through)::text as through from ${ingestRuns} where ${ofRace}`,
  )
  // By id: an admin's clock may say that a decision came before the end, when it waited for the end to be recorded.
  const [decided] = await queryRows<{ decisions: number[]; adjustments: number[] }>(
    tx,
    sql`
    select
      (select coalesce(jsonb_agg(d.id order by d.id), '[]') from ${wagerDecisions} d
        join ${wagerRaceParticipants} p on p.race_id = ${race.id} and p.user_id = d.user_id
        where d.kind <> 'confirm' or d.race_id = ${race.id}) as decisions,
      (select coalesce(jsonb_agg(a.id order by a.id), '[]') from ${wagerAdjustments} a
        where a.race_id = ${race.id} and a.reverted_at is null) as adjustments`,
  )
  return {
    title: race.title,
    seriesId: race.seriesId,
    text: race.rules,
    rules: encodeRules(race),
    evidence: {
      source: race.source,
      sourceClass: race.sourceClass,
      settledBy: race.settledBy?.toISOString() ?? null,
      lastRunId: newest?.id ?? null,
      statsThrough: stats?.through ?? null,
      chain: newest?.chain ?? null,
      decisions: decided?.decisions ?? [],
      adjustments: decided?.adjustments ?? [],
    },
  }
}
