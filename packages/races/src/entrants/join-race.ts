import { type Clock, type RecordedEvent, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { recordEvents } from '@goated/schema/internal'
import { affiliateAccounts, wagerRaceParticipants } from '@goated/schema/tables'
import { and, eq } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import { lockOpenRace } from '../race/lock-race.ts'
import { publishStandings } from '../standings/publish-standings.ts'
import { joinRaceInput, type JoinRaceInput } from './inputs.ts'

/**
 * Enters a user into a race that one must join; what is wagered from now on counts. Joining twice changes nothing.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND
 * @throws RACE_NOT_OPEN the race has ended
 * @throws RACE_NOT_JOINABLE everyone who wagers is in; there is nothing to join
 * @throws AFFILIATE_ACCOUNT_NOT_FOUND the race's source does not list the user
 */
export async function joinRace(
  db: TransactionalDb,
  input: JoinRaceInput,
  deps: { clock?: Clock } = {},
): Promise<{ joined: boolean; events: RecordedEvent[] }> {
  const { raceId, userId } = parseInput(joinRaceInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const race = await lockOpenRace(tx, raceId, ['upcoming', 'live'])
    if (race.joinPolicy !== 'opt_in')
      throw raceError('RACE_NOT_JOINABLE', 'Everyone who wagers takes part in this race.', {
        details: { raceId },
      })
    const [account] = await tx
      .select({ uid: affiliateAccounts.uid })
      .from(affiliateAccounts)
      .where(and(eq(affiliateAccounts.userId, userId), eq(affiliateAccounts.source, race.source)))
    if (!account)
      throw raceError('AFFILIATE_ACCOUNT_NOT_FOUND', 'The user has no account with the source of this race.', {
        details: { raceId, userId },
      })
    const entered = await tx
      .insert(wagerRaceParticipants)
      // Nothing is reached before the window opens, as in the fold: ties among those at zero go by it.
      .values({
        raceId,
        userId,
        uid: account.uid,
        joinedAt: now,
        updatedAt: now,
        reachedAt: later(now, race.startDate),
      })
      .onConflictDoNothing()
      .returning({ id: wagerRaceParticipants.id })
    if (entered.length === 0) return { joined: false, events: [] }
    const changed = await publishStandings(tx, race, {
      joined: [userId],
      asOf: race.asOf,
      now,
    })
    return { joined: true, events: await recordEvents(tx, changed, now) }
  })
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b
}
