import { parseAmount, type TransactionalDb } from '@goated/schema'
import { users, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { CASINO } from './casino.ts'

type Race = typeof wagerRaces.$inferSelect

/** An entrant as a test puts it into the table. What is left out is as at the start of a race. */
export type Entered = Partial<Omit<typeof wagerRaceParticipants.$inferInsert, 'totalWager'>> & {
  uid: string
  /** A decimal amount. Default 0. */
  total?: string
}

export const RACE_START: Date = new Date('2025-06-02T12:00:00Z')
export const RACE_END: Date = new Date('2025-06-02T18:00:00Z')

/** A race of a hundred with prizes of 60 and 40, live, as a row and no more. */
export async function makeRace(
  db: TransactionalDb,
  fields: Partial<typeof wagerRaces.$inferInsert> = {},
): Promise<Race> {
  const [race] = await db
    .insert(wagerRaces)
    .values({
      title: 'Race',
      type: 'custom',
      status: 'live',
      prizePool: parseAmount('100', { decimals: 2 }),
      prizeDistribution: [
        { from: 1, percent: '60' },
        { from: 2, percent: '40' },
      ],
      source: CASINO.id,
      startDate: RACE_START,
      endDate: RACE_END,
      createdAt: RACE_START,
      updatedAt: RACE_START,
      ...fields,
    })
    .returning()
  if (!race) throw new Error('no race')
  return race
}

/** Puts entrants into a race, and returns their user ids by uid. */
export async function enter(
  db: TransactionalDb,
  raceId: number,
  entrants: readonly Entered[],
): Promise<Record<string, number>> {
  if (entrants.length === 0) return {}
  const made = await db
    .insert(users)
    .values(entrants.map(({ uid }) => ({ username: `${uid} of ${raceId}` })))
    .returning({ id: users.id })
  const rows = entrants.map(({ total = '0', ...entrant }, index) => ({
    raceId,
    userId: made[index]?.id ?? 0,
    joinedAt: RACE_START,
    updatedAt: RACE_START,
    reachedAt: RACE_START,
    totalWager: parseAmount(total),
    ...entrant,
  }))
  await db.insert(wagerRaceParticipants).values(rows)
  return Object.fromEntries(rows.map(({ uid, userId }) => [uid, userId]))
}
