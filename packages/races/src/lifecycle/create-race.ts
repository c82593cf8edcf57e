import {
  type Clock,
  createRaceInput,
  type CreateRaceInput,
  createSeriesInput,
  type CreateSeriesInput,
  type Db,
  type DomainEvent,
  lockSource,
  parseInput,
  recordEvents,
  type RecordedEvent,
  systemClock,
  type TransactionalDb,
} from '@goated/schema'
import { raceSeries, wagerRaces } from '@goated/schema/tables'
import { prizePlaces } from '../prizes/distribution.ts'
import { rebuildTotals } from '../total/record-totals.ts'
import { occurrenceWindow } from './series-window.ts'

type Race = typeof wagerRaces.$inferSelect
type Series = typeof raceSeries.$inferSelect

export interface CreatedRace {
  race: Race
  events: RecordedEvent[]
}

/**
 * Creates a single race, `upcoming`. One whose start has passed takes its totals from the readings stored since.
 *
 * @throws INPUT_INVALID `details.issues` names the fields
 * @throws PRIZE_RANGE_INVALID, PRIZE_RANGES_OVERLAP, PRIZE_RANGES_GAP, PRIZE_KINDS_MIXED, PRIZE_SHARES_EXCEED_POOL,
 * PRIZE_ORDER the prize distribution does not fit itself or the pool
 */
export async function createRace(
  db: TransactionalDb,
  input: CreateRaceInput,
  deps: { clock?: Clock } = {},
): Promise<CreatedRace> {
  const fields = parseInput(createRaceInput, input)
  prizePlaces(fields.prizePool, fields.prizeDistribution)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    await lockSource(tx, fields.source)
    const { race, events } = await insertRace(tx, { ...withNulls(fields), createdAt: now, updatedAt: now }, now)
    return { race, events: await recordEvents(tx, events, now) }
  })
}

/**
 * Creates a series and its first race; each next one follows when its predecessor ends.
 *
 * @throws as `createRace` does
 */
export async function createSeries(
  db: TransactionalDb,
  input: CreateSeriesInput,
  deps: { clock?: Clock } = {},
): Promise<CreatedRace & { series: Series }> {
  const { periodDays, ...fields } = parseInput(createSeriesInput, input)
  prizePlaces(fields.prizePool, fields.prizeDistribution)
  const periodSeconds = periodDays === undefined ? (fields.periodSeconds ?? null) : periodDays * 86_400
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    await lockSource(tx, fields.source)
    const [series] = await tx
      .insert(raceSeries)
      .values({ ...withNulls(fields), periodSeconds, createdAt: now })
      .returning()
    if (!series) throw new Error('An inserted series came back empty.')
    const { race, events } = await insertRace(tx, occurrenceOf(series, 0, now), now)
    return { series, race, events: await recordEvents(tx, events, now) }
  })
}

/**
 * Creates the race of a series that follows `occurrence`, once, however often it is asked for. The caller holds the
 * source's lock.
 */
export async function createNextRace(
  tx: Db,
  race: Pick<Race, 'seriesId' | 'occurrence'>,
  series: Series,
  now: Date,
): Promise<DomainEvent[]> {
  if (!series.active) return []
  const { events } = await insertRace(tx, occurrenceOf(series, (race.occurrence ?? 0) + 1, now), now)
  return events
}

/** The row of one race of a series. */
function occurrenceOf(series: Series, occurrence: number, now: Date): typeof wagerRaces.$inferInsert {
  const { id, anchorStart: _, periodSeconds: __, active: ___, createdAt: ____, ...rules } = series
  return { ...rules, ...occurrenceWindow(series, occurrence), seriesId: id, occurrence, createdAt: now, updatedAt: now }
}

async function insertRace(
  tx: Db,
  values: typeof wagerRaces.$inferInsert,
  now: Date,
): Promise<{ race: Race; events: DomainEvent[] }> {
  const [race] = await tx
    .insert(wagerRaces)
    .values(values)
    .onConflictDoNothing({ target: [wagerRaces.seriesId, wagerRaces.startDate] })
    .returning()
  if (!race) return { race: undefined as never, events: [] }
  const created = {
    name: 'race.created',
    payload: {
      raceId: race.id,
      seriesId: race.seriesId,
      title: race.title,
      startDate: race.startDate.toISOString(),
      endDate: race.endDate.toISOString(),
    },
  }
  return { race, events: [created, ...(await rebuildTotals(tx, race, now))] }
}

function withNulls<
  Fields extends { rules?: string | undefined; description?: string | undefined; createdBy?: number | undefined },
>(fields: Fields): Fields & { rules: string | null; description: string | null; createdBy: number | null } {
  return {
    ...fields,
    rules: fields.rules ?? null,
    description: fields.description ?? null,
    createdBy: fields.createdBy ?? null,
  }
}
