import {
  type Clock,
  type DomainEvent,
  readable,
  type RecordedEvent,
  systemClock,
  type TransactionalDb,
} from '@goated/schema'
import { inputInvalid, parseInput } from '@goated/schema/inputs'
import { recordEvents } from '@goated/schema/internal'
import { wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { eq, sql } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import { prizePlaces } from '../prizes/distribution.ts'
import { lockOpenRaceOfSource } from '../race/lock-race.ts'
import type { Race } from '../race/race.ts'
import { publishStandings } from '../standings/publish-standings.ts'
import { rebuildTotals } from '../total/record-totals.ts'
import { checkReadable, refusePast } from './check-window.ts'
import { updateRaceInput, type UpdateRaceInput } from './inputs.ts'
import { changedFields, type RaceChanges } from './race-changes.ts'

export interface UpdatedRace {
  race: Race
  /** Names of the fields that changed. */
  changed: string[]
  events: RecordedEvent[]
}

/** What entrants were not promised, so it may change while they race. */
const fieldsOfLiveRace: ReadonlySet<string> = new Set(['title', 'description', 'rules', 'graceSeconds'])
const windowFields: ReadonlySet<string> = new Set(['startDate', 'endDate'])

/**
 * Changes a race. Until it begins all of its rules may change but its source; once it has begun only its title, its
 * texts and the grace period. The window of a race of a series is the series'. Fields that are given and equal what is
 * stored change nothing.
 *
 * @param input.raceHistory a new window may lie in the past
 * @throws INPUT_INVALID, also where a field does not fit those that stay; RACE_NOT_FOUND
 * @throws WINDOW_NOT_SUPPORTED the race's source cannot be asked for the new window; `details.issues` names the field
 * @throws RACE_NOT_OPEN the race has ended
 * @throws RACE_RULES_FIXED `details.fields` names what may not change any more
 * @throws PRIZE_RANGE_INVALID, PRIZE_RANGES_OVERLAP, PRIZE_RANGES_GAP, PRIZE_KINDS_MIXED, PRIZE_SHARES_EXCEED_POOL,
 * PRIZE_ORDER the distribution does not fit the pool, as both will be
 */
export async function updateRace(
  db: TransactionalDb,
  input: UpdateRaceInput,
  deps: { clock?: Clock } = {},
): Promise<UpdatedRace> {
  const { raceId, raceHistory, ...fields } = parseInput(updateRaceInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const before = await lockOpenRaceOfSource(tx, raceId, ['upcoming', 'live'])
    const changes = changedFields(before, fields)
    const changed = Object.keys(changes)
    if (changed.length === 0) return { race: before, changed, events: [] }
    refuseFixed(before, changed, now)
    checkFit({ ...before, ...changes }, changes)
    if (!raceHistory) refusePast({ startDate: changes.startDate, endDate: changes.endDate }, now)
    const [race] = await tx
      .update(wagerRaces)
      .set({ ...changes, updatedAt: now })
      .where(eq(wagerRaces.id, raceId))
      .returning(readable(wagerRaces))
    if (!race) throw new Error('An updated race came back empty.')
    if (changes.startDate) {
      // Nothing is reached before the window opens: ties among those who joined already go by it.
      const { joinedAt } = wagerRaceParticipants
      await tx
        .update(wagerRaceParticipants)
        .set({ reachedAt: sql`greatest(${joinedAt}, ${race.startDate.toISOString()}::timestamptz)` })
        .where(eq(wagerRaceParticipants.raceId, raceId))
    }
    const events: DomainEvent[] = [{ name: 'race.updated', payload: { raceId, fields: changed } }]
    if (changed.some((field) => !fieldsOfLiveRace.has(field))) {
      // A window that has opened already takes its totals from the readings stored since.
      const rebuilt = await rebuildTotals(tx, race, now)
      const standings = { joined: [], asOf: race.asOf, now }
      // What is to be won shows on the board too, so it is a new version of it.
      events.push(...(rebuilt.length > 0 ? rebuilt : await publishStandings(tx, race, standings)))
    }
    const [after] = await tx.select(readable(wagerRaces)).from(wagerRaces).where(eq(wagerRaces.id, raceId))
    return { race: after ?? race, changed, events: await recordEvents(tx, events, now) }
  })
}

function refuseFixed(race: Race, changed: readonly string[], now: Date): void {
  // One whose start has passed has begun, whether a worker has noticed or not.
  const begun = race.status === 'live' || race.startDate <= now || race.asOf !== null
  const fixed = changed.filter(
    (field) => (begun && !fieldsOfLiveRace.has(field)) || (race.seriesId !== null && windowFields.has(field)),
  )
  if (fixed.length === 0) return
  const why = begun ? 'The race has begun' : 'The window is that of the series'
  throw raceError('RACE_RULES_FIXED', `${why}: ${fixed.join(', ')} cannot change.`, {
    details: { raceId: race.id, fields: fixed },
  })
}

/** Checks what depends on several fields, some of which may stay as they are. */
function checkFit(race: Race, changes: RaceChanges): void {
  if (race.endDate <= race.startDate)
    throw inputInvalid([
      { path: changes.endDate ? 'endDate' : 'startDate', message: 'The race must end after it starts.' },
    ])
  if (changes.startDate || changes.endDate) checkReadable(race)
  if (race.joinPolicy === 'opt_in' && race.sourceClass !== 'cumulative')
    throw inputInvalid([{ path: 'joinPolicy', message: 'Must be open: this source cannot tell when somebody joined.' }])
  if (changes.prizePool !== undefined || changes.prizeDistribution !== undefined)
    prizePlaces(race.prizePool, race.prizeDistribution)
}
