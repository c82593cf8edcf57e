import { idInput, instantInput, lineInput, pagingInput, sourceInput, textInput } from '@goated/schema/inputs'
import { RACE_TYPES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { chosenRules, newRaceRules } from '../race/rules.ts'
import { raceSourceInput } from '../race/source-input.ts'

/** What a race is called, and what is said about it. */
const texts = {
  title: lineInput(200),
  type: z.enum(RACE_TYPES),
  rules: textInput(20_000),
  description: textInput(5000),
}

/** What a new race and a new series share. */
const newFields = {
  ...texts,
  ...newRaceRules,
  type: texts.type.default('custom'),
  rules: texts.rules.optional(),
  description: texts.description.optional(),
  /** The window may lie in the past: the race is over wagers that were made before. */
  raceHistory: z.boolean().default(false),
}

/** What only the server knows of a race: where the wagers come from, and who makes it. */
const serverFields = { source: raceSourceInput, createdBy: idInput.optional() }

/** A client names the source; the server knows its facts. */
const clientFields = { source: sourceInput.optional() }

const canBeJoined = (race: { joinPolicy: string; source: z.output<typeof raceSourceInput> }) =>
  race.joinPolicy === 'open' || race.source.class === 'cumulative'

const notJoinable = { path: ['joinPolicy'], error: 'Must be open: this source cannot tell when somebody joined.' }

const raceFields = { ...newFields, startDate: instantInput, endDate: instantInput }

const hasWindow = (race: { startDate: Date; endDate: Date }) => race.endDate > race.startDate

const noWindow = { path: ['endDate'], error: 'Must be after startDate.' }

/** A new race over `[startDate, endDate)`. */
export const createRaceBody = z.strictObject({ ...raceFields, ...clientFields }).refine(hasWindow, noWindow)
export type CreateRaceBody = z.input<typeof createRaceBody>

export const createRaceInput = z
  .strictObject({ ...raceFields, ...serverFields })
  .refine(hasWindow, noWindow)
  .refine(canBeJoined, notJoinable)
export type CreateRaceInput = z.input<typeof createRaceInput>

/** Changes a race; what is left out stays as it is, and null takes a text away. */
const updateFields = z
  .strictObject({
    ...texts,
    ...chosenRules,
    startDate: instantInput,
    endDate: instantInput,
    rules: texts.rules.nullable(),
    description: texts.description.nullable(),
    /** A new window may lie in the past. */
    raceHistory: z.boolean(),
  })
  .partial().shape

const changesSomething = (update: object) =>
  Object.entries(update).some(([field, value]) => field !== 'raceId' && field !== 'raceHistory' && value !== undefined)

const noChange = 'Must change at least one field.'

/** Whether the change is allowed at this time, and fits the fields that stay, is decided where the race is known. */
export const updateRaceBody = z.strictObject(updateFields).refine(changesSomething, noChange)
export type UpdateRaceBody = z.input<typeof updateRaceBody>

export const updateRaceInput = z.strictObject({ ...updateFields, raceId: idInput }).refine(changesSomething, noChange)
export type UpdateRaceInput = z.input<typeof updateRaceInput>

const seriesFields = {
  ...newFields,
  /** Start of the first race. */
  anchorStart: instantInput,
  /**
   * Length of each race of a `custom` series; those of the other types follow the calendar. Whole days are days of the
   * calendar in the series' zone: each race starts at the time of day of the first, also when clocks change.
   */
  periodSeconds: z
    .int()
    .min(10)
    .max(366 * 86_400)
    .optional(),
  /** The same in days: 1 is daily at the time of the first start, 14 is every second week. */
  periodDays: z.int().min(1).max(366).optional(),
}

type Period = { type: string; periodSeconds?: number | undefined; periodDays?: number | undefined }

const hasPeriod = ({ type, periodSeconds, periodDays }: Period) =>
  [periodSeconds, periodDays].filter((period) => period !== undefined).length === (type === 'custom' ? 1 : 0)

const noPeriod = {
  path: ['periodSeconds'],
  error: 'Either this or periodDays must be given for type custom, and neither for another.',
}

/** A new line of races, each starting where the one before ends. */
export const createSeriesBody = z.strictObject({ ...seriesFields, ...clientFields }).refine(hasPeriod, noPeriod)
export type CreateSeriesBody = z.input<typeof createSeriesBody>

export const createSeriesInput = z
  .strictObject({ ...seriesFields, ...serverFields })
  .refine(hasPeriod, noPeriod)
  .refine(canBeJoined, notJoinable)
export type CreateSeriesInput = z.input<typeof createSeriesInput>

/** Lets a series end with the race it is at. */
export const stopSeriesInput = z.strictObject({ seriesId: idInput })
export type StopSeriesInput = z.input<typeof stopSeriesInput>

/** Series, all or those that go on. */
export const listSeriesInput = pagingInput.extend({ active: z.boolean().optional() })
export type ListSeriesInput = z.input<typeof listSeriesInput>

/** Calls a race off. */
export const cancelRaceBody = z.strictObject({ reason: textInput(1000) })

export const cancelRaceInput = z.strictObject({ ...cancelRaceBody.shape, raceId: idInput })
export type CancelRaceInput = z.input<typeof cancelRaceInput>

/** Completes one race. */
export const completeRaceInput = z.strictObject({
  raceId: idInput,
  sourceGone: z.boolean().default(false),
})
export type CompleteRaceInput = z.input<typeof completeRaceInput>

/** The next start or end of a race after a moment. */
export const nextBoundaryInput = z.strictObject({ now: instantInput })
