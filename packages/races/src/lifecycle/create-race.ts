import {
  type Clock,
  type Db,
  type DomainEvent,
  isGoatedError,
  readable,
  type RecordedEvent,
  systemClock,
  type TransactionalDb,
} from '@goated/schema'
import { inputInvalid, type InputIssue, parseInput } from '@goated/schema/inputs'
import { lockSource, recordEvents } from '@goated/schema/internal'
import { raceSeries, wagerRaces } from '@goated/schema/tables'
import { and, eq, gt, lt, ne } from 'drizzle-orm'
import type * as z from 'zod'
import { prizePlaces } from '../prizes/distribution.ts'
import type { Race, Series } from '../race/race.ts'
import { rulesOf } from '../race/rules.ts'
import { occurrenceWindow, type SeriesCalendar } from '../race/series-window.ts'
import { rebuildTotals } from '../total/record-totals.ts'
import { checkReadable, checkSeriesReadable, refusePast } from './check-window.ts'
import { createRaceInput, type CreateRaceInput, createSeriesInput, type CreateSeriesInput } from './inputs.ts'

export interface CreatedRace {
  race: Race
  events: RecordedEvent[]
}

/**
 * Creates a single race, `upcoming`. One whose start has passed takes its totals from the readings stored since.
 *
 * @param input.source the source itself, or its facts: its class decides how wagers are counted
 * @param input.raceHistory the window may lie in the past; otherwise the start may be 5 minutes ago at most
 * @throws INPUT_INVALID `details.issues` names the fields
 * @throws WINDOW_NOT_SUPPORTED the source cannot be asked for this window; `details.issues` names the field
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
  const row = { ...toColumns(fields), startDate: fields.startDate, endDate: fields.endDate }
  if (!fields.raceHistory) refusePast(row, now)
  checkReadable(row)
  return db.transaction(async (tx) => {
    await lockSource(tx, row.source)
    const { race, events } = await insertRace(tx, { ...row, createdAt: now, updatedAt: now }, now)
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
  const { anchorStart } = fields
  const row = { ...toColumns(fields), anchorStart, periodSeconds }
  if (!fields.raceHistory) refusePastSeries(row, now)
  checkSeriesReadable(row, periodDays === undefined ? 'periodSeconds' : 'periodDays')
  return db.transaction(async (tx) => {
    await lockSource(tx, row.source)
    const [series] = await tx
      .insert(raceSeries)
      .values({ ...row, createdAt: now })
      .returning(readable(raceSeries))
    if (!series) throw new Error('An inserted series came back empty.')
    const { race, events } = await insertRace(tx, occurrenceOf(series, 0, now), now)
    return { series, race, events: await recordEvents(tx, events, now) }
  })
}

/**
 * Creates the race of a series that follows another, once, however often it is asked for. Races of one series never
 * overlap, or the same wager would win twice: where somebody moved a window over the next one by hand, the series goes
 * on with the first race behind it. The caller holds the source's lock.
 */
export async function createNextRace(
  tx: Db,
  race: Pick<Race, 'seriesId' | 'occurrence'>,
  series: Series,
  now: Date,
): Promise<DomainEvent[]> {
  if (!series.active) return []
  for (let occurrence = (race.occurrence ?? 0) + 1; ; occurrence++) {
    const next = occurrenceOf(series, occurrence, now)
    const siblings = await overlappingSiblings(tx, series.id, next)
    if (siblings.length === 0) return (await insertRace(tx, next, now)).events
    if (siblings.includes(occurrence)) return []
  }
}

/** Which races of a series, cancelled ones left out, have a window that overlaps another. */
async function overlappingSiblings(
  tx: Db,
  seriesId: number,
  { startDate, endDate }: Pick<Race, 'startDate' | 'endDate'>,
): Promise<(number | null)[]> {
  const found = await tx
    .select({ occurrence: wagerRaces.occurrence })
    .from(wagerRaces)
    .where(
      and(
        eq(wagerRaces.seriesId, seriesId),
        ne(wagerRaces.status, 'cancelled'),
        lt(wagerRaces.startDate, endDate),
        gt(wagerRaces.endDate, startDate),
      ),
    )
  return found.map(({ occurrence }) => occurrence)
}

/** The row of one race of a series. */
function occurrenceOf(series: Series, occurrence: number, now: Date) {
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
    .returning(readable(wagerRaces))
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

/** The rules, the texts and the source of a race, as its row has them. */
function toColumns({ source, ...fields }: z.output<typeof createRaceInput> | z.output<typeof createSeriesInput>) {
  return {
    ...rulesOf({ ...fields, calendar: source.calendar }),
    title: fields.title,
    type: fields.type,
    rules: fields.rules ?? null,
    description: fields.description ?? null,
    createdBy: fields.createdBy ?? null,
    source: source.id,
    sourceClass: source.class,
    sourceWindow: source.window,
  }
}

/** A series begins with its first race; what is wrong with that is said at the field it comes from. */
function refusePastSeries(series: SeriesCalendar, now: Date): void {
  try {
    refusePast(occurrenceWindow(series, 0), now)
  } catch (error) {
    if (!isGoatedError(error, 'INPUT_INVALID')) throw error
    const { issues } = error.details as { issues: readonly InputIssue[] }
    throw inputInvalid(issues.slice(0, 1).map(({ message }) => ({ path: 'anchorStart', message })))
  }
}
