import * as z from 'zod'
import { DECISION_KINDS } from '../tables/entrants.ts'
import { JOIN_POLICIES, RACE_TYPES, TIE_RULES, UNCLAIMED_RULES } from '../tables/races.ts'
import { PAYOUT_STATUSES } from '../tables/results.ts'
import {
  currencyInput,
  idInput,
  instantInput,
  lineInput,
  moneyInput,
  signedWagerInput,
  sourceInput,
  textInput,
  timeZoneInput,
  wagerInput,
  wholeNumberInput,
} from './fields.ts'
import { pagingInput } from './lists.ts'
import { type ParsedRaceSource, raceSourceInput } from './race-source.ts'

const secondsPerDay = 86_400
const placesMax = 100_000

/** Checks a decimal string and keeps it as it is: the distribution is stored as JSON, which knows no bigint. */
function decimalString(amount: z.ZodType<bigint, string>) {
  return z.string('Must be a decimal string.').superRefine((text, context) => {
    for (const { message } of amount.safeParse(text).error?.issues ?? []) context.addIssue({ code: 'custom', message })
  })
}

/** Places and what each of them gets: a percent of the pool, or an amount. `to` defaults to `from`. */
export const prizeRangeInput = z
  .strictObject({
    from: z.int().min(1).max(placesMax),
    to: z.int().min(1).max(placesMax).optional(),
    percent: decimalString(wagerInput).optional(),
    amount: decimalString(moneyInput).optional(),
  })
  .superRefine((range, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (range.to !== undefined && range.to < range.from) refuse('to', 'Must not be less than from.')
    if (range.percent === undefined && range.amount === undefined) refuse('percent', 'Give either percent or amount.')
    if (range.percent !== undefined && range.amount !== undefined) refuse('amount', 'Give either percent or amount.')
  })
export type PrizeRangeInput = z.input<typeof prizeRangeInput>

/** Only its shape; whether the ranges fit together and into the pool is decided where prizes are computed. */
export const prizeDistributionInput = z.array(prizeRangeInput).min(1).max(1000)

/** The rules that may still change while a race is upcoming. */
const changeableFields = {
  title: lineInput(200),
  type: z.enum(RACE_TYPES),
  prizePool: moneyInput,
  currency: currencyInput,
  minWager: wagerInput,
  prizeDistribution: prizeDistributionInput,
  ties: z.enum(TIE_RULES),
  unclaimed: z.enum(UNCLAIMED_RULES),
  joinPolicy: z.enum(JOIN_POLICIES),
  timeZone: timeZoneInput,
  graceSeconds: z
    .int()
    .min(0)
    .max(30 * secondsPerDay),
  rules: textInput(20_000),
  description: textInput(5000),
}

/** The rules of the competition, which a race and a series share. */
const ruleFields = {
  ...changeableFields,
  type: changeableFields.type.default('custom'),
  currency: changeableFields.currency.default('USD'),
  minWager: changeableFields.minWager.prefault('0'),
  ties: changeableFields.ties.default('split'),
  unclaimed: changeableFields.unclaimed.default('retain'),
  joinPolicy: changeableFields.joinPolicy.default('open'),
  timeZone: changeableFields.timeZone.default('UTC'),
  graceSeconds: changeableFields.graceSeconds.default(secondsPerDay),
  rules: changeableFields.rules.optional(),
  description: changeableFields.description.optional(),
  /** The window may lie in the past: the race is over wagers that were made before. */
  raceHistory: z.boolean().default(false),
}

/** What only the server knows of a race: where the wagers come from, and who makes it. */
const serverFields = { source: raceSourceInput, createdBy: idInput.optional() }
/** A client names the source; the server knows its facts. */
const clientFields = { source: sourceInput.optional() }

const canBeJoined = (race: { joinPolicy: string; source: ParsedRaceSource }) =>
  race.joinPolicy === 'open' || race.source.class === 'cumulative'
const notJoinable = { path: ['joinPolicy'], error: 'Must be open: this source cannot tell when somebody joined.' }

const raceFields = { ...ruleFields, startDate: instantInput, endDate: instantInput }
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
export type ParsedCreateRace = z.output<typeof createRaceInput>

/** Changes a race; what is left out stays as it is, and null takes a text away. */
const updateFields = z
  .strictObject({
    ...changeableFields,
    startDate: instantInput,
    endDate: instantInput,
    rules: changeableFields.rules.nullable(),
    description: changeableFields.description.nullable(),
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
export type ParsedUpdateRace = z.output<typeof updateRaceInput>

/** How a pool would be split, before there is a race. */
export const previewPrizesInput = z.strictObject({
  prizePool: moneyInput,
  prizeDistribution: prizeDistributionInput,
  /** The most places to list. */
  placesMax: wholeNumberInput(1, placesMax).default(100),
})
export type PreviewPrizesInput = z.input<typeof previewPrizesInput>
export type ParsedPreviewPrizes = z.output<typeof previewPrizesInput>

const seriesFields = {
  ...ruleFields,
  /** Start of the first race. */
  anchorStart: instantInput,
  /**
   * Length of each race of a `custom` series; those of the other types follow the calendar. Whole days are days of the
   * calendar in the series' zone: each race starts at the time of day of the first, also when clocks change.
   */
  periodSeconds: z
    .int()
    .min(10)
    .max(366 * secondsPerDay)
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
export type ParsedCreateSeries = z.output<typeof createSeriesInput>

/** Lets a series end with the race it is at. */
export const stopSeriesInput = z.strictObject({ seriesId: idInput })
export type StopSeriesInput = z.input<typeof stopSeriesInput>
export type ParsedStopSeries = z.output<typeof stopSeriesInput>

/** A user enters a race that one must join. When is for the server to say: the window opens then. */
export const joinRaceInput = z.strictObject({ raceId: idInput, userId: idInput })
export type JoinRaceInput = z.input<typeof joinRaceInput>
export type ParsedJoinRace = z.output<typeof joinRaceInput>

/** What is decided about a flagged entrant, and why. */
export const decideEntrantBody = z.strictObject({
  userId: idInput,
  kind: z.enum(DECISION_KINDS),
  reason: textInput(1000),
})
export type DecideEntrantBody = z.input<typeof decideEntrantBody>

export const decideEntrantInput = z.strictObject({ ...decideEntrantBody.shape, raceId: idInput, by: idInput })
export type DecideEntrantInput = z.input<typeof decideEntrantInput>
export type ParsedDecideEntrant = z.output<typeof decideEntrantInput>

/** Calls a race off. */
export const cancelRaceBody = z.strictObject({ reason: textInput(1000) })
export type CancelRaceBody = z.input<typeof cancelRaceBody>

export const cancelRaceInput = z.strictObject({ ...cancelRaceBody.shape, raceId: idInput })
export type CancelRaceInput = z.input<typeof cancelRaceInput>
export type ParsedCancelRace = z.output<typeof cancelRaceInput>

/** Puts a disqualified entrant back into the standings. */
export const reinstateInput = z.strictObject({ raceId: idInput, userId: idInput })
export type ReinstateInput = z.input<typeof reinstateInput>
export type ParsedReinstate = z.output<typeof reinstateInput>

/** Takes an entrant out of the standings. */
export const disqualifyBody = z.strictObject({ userId: idInput, reason: textInput(1000) })
export type DisqualifyBody = z.input<typeof disqualifyBody>

export const disqualifyInput = z.strictObject({ ...disqualifyBody.shape, raceId: idInput, by: idInput })
export type DisqualifyInput = z.input<typeof disqualifyInput>
export type ParsedDisqualify = z.output<typeof disqualifyInput>

/** Adds to an entrant's total, or takes from it; a reason is due, because entrants see it. */
export const adjustBody = z.strictObject({
  userId: idInput,
  amount: signedWagerInput.refine((amount) => amount !== 0n, 'Must not be zero.'),
  reason: textInput(1000),
})
export type AdjustBody = z.input<typeof adjustBody>

export const adjustInput = z.strictObject({ ...adjustBody.shape, raceId: idInput, by: idInput })
export type AdjustInput = z.input<typeof adjustInput>
export type ParsedAdjust = z.output<typeof adjustInput>

/** Undoes an adjustment; both stay on record. */
export const revertAdjustmentBody = z.strictObject({ reason: textInput(1000).optional() })
export type RevertAdjustmentBody = z.input<typeof revertAdjustmentBody>

export const revertAdjustmentInput = z.strictObject({
  ...revertAdjustmentBody.shape,
  adjustmentId: idInput,
  by: idInput,
})
export type RevertAdjustmentInput = z.input<typeof revertAdjustmentInput>
export type ParsedRevertAdjustment = z.output<typeof revertAdjustmentInput>

/** Records that a prize was paid, or that it will not be. The amount cannot be changed. */
export const payoutBody = z.strictObject({
  status: z.enum(PAYOUT_STATUSES).exclude(['owed']),
  /** The transaction's id, or why it was voided. */
  reference: lineInput(200).optional(),
})
export type PayoutBody = z.input<typeof payoutBody>

export const payoutInput = z.strictObject({ ...payoutBody.shape, payoutId: idInput, settledBy: idInput })
export type PayoutInput = z.input<typeof payoutInput>
export type ParsedPayout = z.output<typeof payoutInput>

/** Says that the last thing recorded about a payout is wrong: the payout is owed again. Both entries stay on record. */
export const correctPayoutBody = z.strictObject({
  /** The entry that is wrong. It must be the payout's last, so that nobody corrects what they have not seen. */
  corrects: idInput,
  reason: lineInput(1000),
})
export type CorrectPayoutBody = z.input<typeof correctPayoutBody>

export const correctPayoutInput = z.strictObject({
  ...correctPayoutBody.shape,
  payoutId: idInput,
  correctedBy: idInput,
})
export type CorrectPayoutInput = z.input<typeof correctPayoutInput>
export type ParsedCorrectPayout = z.output<typeof correctPayoutInput>

/** What staff did to totals of a race, or of one entrant of it. */
export const listRulingsInput = pagingInput.extend({ raceId: idInput, userId: idInput.optional() })
export type ListRulingsInput = z.input<typeof listRulingsInput>
export type ParsedListRulings = z.output<typeof listRulingsInput>
