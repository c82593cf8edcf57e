import { type Db } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { affiliateStats, ingestRuns, raceSamples, wagerDecisions, wagerRaceParticipants } from '@goated/schema/tables'
import { type SQL, sql } from 'drizzle-orm'
import { prizePlaces } from '../prizes/distribution.ts'
import type { Race } from '../race/race.ts'
import { prizeContenders } from './prize-contenders.ts'

/** The flag of an entrant who is to be paid and is not in the reading that would settle the race. */
export const MISSING_AT_SETTLING = 'missing_at_settling'

/**
 * Rule 9: says whether the newest reading in the totals of a race settles it, and flags who keeps it from that. It must
 * be complete, come at or after the end, and list everybody who is to be paid, but for those whom an admin has confirmed
 * since. After the grace period nobody is waited for.
 *
 * @param asOf source time of that reading
 * @returns the same, or null when it does not settle the race
 */
export async function settlingReading(tx: Db, race: Race, asOf: Date | null): Promise<Date | null> {
  if (asOf === null || asOf < race.endDate) return null
  const [complete] = await queryRows<{ first: string | null; is_newest: boolean | null; next: string | null }>(
    tx,
    sql`
    select ${epochMs(sql`min(as_of)`)} as first, bool_or(as_of = ${timestamp(asOf)}) as is_newest,
      ${epochMs(sql`min(as_of) filter (where as_of > ${timestamp(asOf)})`)} as next
    from ${ingestRuns} where ${completeAfterEnd(race)}`,
  )
  if (!complete?.first || !complete.is_newest) return null
  const missing = await missingContenders(tx, race, {
    asOf,
    first: dateOf(complete.first),
    next: complete.next === null ? null : dateOf(complete.next),
  })
  await flagMissing(tx, race.id, missing)
  const graceIsOver = asOf.getTime() >= race.endDate.getTime() + race.graceSeconds * 1000
  return missing.length === 0 || graceIsOver ? asOf : null
}

/** Source times of the readings up to `newest` that may settle a race, in order. */
export async function settlingCandidates(tx: Db, race: Race, newest: Date): Promise<Date[]> {
  if (newest < race.endDate) return []
  const found = await queryRows<{ at: string }>(
    tx,
    sql`
    select ${epochMs(sql`as_of`)} as at from ${ingestRuns}
    where ${completeAfterEnd(race)} and as_of <= ${timestamp(newest)} order by as_of`,
  )
  return found.map(({ at }) => dateOf(at))
}

function completeAfterEnd(race: Race): SQL {
  return sql`source = ${race.source} and outcome = 'ok' and complete and as_of >= ${timestamp(race.endDate)}
    and ${race.sourceClass === 'cumulative' ? sql`race_id is null` : sql`race_id = ${race.id}`}`
}

/** User ids of those in a paid place whom a reading does not list and nobody has confirmed. */
async function missingContenders(
  tx: Db,
  race: Race,
  reading: { asOf: Date; first: Date; next: Date | null },
): Promise<number[]> {
  const places = prizePlaces(race.prizePool, race.prizeDistribution).weights.length
  const contenders = await prizeContenders(tx, { raceId: race.id, minWager: race.minWager, places })
  const samples =
    race.sourceClass === 'cumulative'
      ? sql`${affiliateStats} s where true`
      : sql`${raceSamples} s where s.race_id = ${race.id}`
  const missing = await queryRows<{ user_id: number }>(
    tx,
    sql`
    select c.user_id from unnest(${arrayLiteral(contenders.map(({ userId }) => userId))}::int[]) as c (user_id)
    where not coalesce((
      select s.listed from ${samples} and s.user_id = c.user_id and s.timestamp <= ${timestamp(reading.asOf)}
      order by s.timestamp desc limit 1), false)
    -- Whoever confirms looks at the newest of these readings there is, so that holds for it and for those after it.
    and not exists (
      select 1 from ${wagerDecisions} d
      where d.race_id = ${race.id} and d.user_id = c.user_id and d.kind = 'confirm'
        and d.effective_from >= ${timestamp(reading.first)}
        ${reading.next === null ? sql`` : sql`and d.effective_from < ${timestamp(reading.next)}`})`,
  )
  return missing.map(({ user_id }) => user_id)
}

async function flagMissing(tx: Db, raceId: number, userIds: readonly number[]): Promise<void> {
  const isMissing = sql`user_id = any(${arrayLiteral(userIds)}::int[])`
  await tx.execute(sql`
    update ${wagerRaceParticipants}
    set flags = case when ${isMissing} then array_append(flags, ${MISSING_AT_SETTLING}::text)
      else array_remove(flags, ${MISSING_AT_SETTLING}::text) end
    where race_id = ${raceId} and (${MISSING_AT_SETTLING}::text = any(flags)) <> (${isMissing})`)
}

function timestamp(at: Date): SQL {
  return sql`${at.toISOString()}::timestamptz`
}

function epochMs(at: SQL): SQL {
  return sql`(extract(epoch from ${at}) * 1000)::bigint::text`
}

function dateOf(ms: string): Date {
  return new Date(parseInt(ms, 10))
}
