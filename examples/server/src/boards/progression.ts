import type { Standing } from '@goated/races'
import { type Db, formatAmount, parseAmount, type WagerRace } from '@goated/schema'
import { wagerRaceParticipants } from '@goated/schema/tables'
import { and, eq } from 'drizzle-orm'

/** How an entrant's total grew: the recorded points, and the present total behind them. */
export async function loadProgression(
  db: Db,
  race: WagerRace,
  entrant: Standing,
): Promise<{ at: string; total: string }[]> {
  const [row] = await db
    .select({ points: wagerRaceParticipants.wagerHistory })
    .from(wagerRaceParticipants)
    .where(and(eq(wagerRaceParticipants.raceId, race.id), eq(wagerRaceParticipants.userId, entrant.userId)))
  const items = (row?.points ?? []).map(([at, total]) => ({ at: at * 1000, total: formatAmount(parseAmount(total)) }))
  const last = items.at(-1)
  const total = formatAmount(entrant.amount)
  // Points are recorded at intervals and in whole seconds, so the present is usually not among them.
  const now = Math.max(Math.min((race.asOf ?? race.endDate).getTime(), race.endDate.getTime()), last?.at ?? 0)
  if (last === undefined || last.total !== total || now - last.at >= 1000) items.push({ at: now, total })
  return items.map((item) => ({ at: new Date(item.at).toISOString(), total: item.total }))
}
