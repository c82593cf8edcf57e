import type { Counters } from '@goated/schema'
import { type Calendar, PERIOD_KINDS, periodEnd, periodStart } from '../race/calendar.ts'
import {
  type AcceptedSample,
  type BoundaryPeriod,
  emptyFold,
  exactAt,
  foldContext,
  periodsStartingAt,
  stepFold,
} from '../total/fold.ts'
import type { Decision } from '../total/sample.ts'

/** What a reading showed for a player, null where it did not list the player, and the commission rate of its time. */
export interface RatedSample {
  at: number
  counters: Counters | null
  /** Units of 1e-8. */
  rate: bigint
}

/** A part of what a player wagered: in which month of the provider, and at which rate. */
export interface RatedGrowth {
  /** Start of the month, in ms since 1970. */
  month: number
  rate: bigint
  /** Units of 1e-8. */
  amount: bigint
}

interface Growth {
  /** In order of time: what falls is taken from the end. */
  parts: RatedGrowth[]
  /** What fell below all that was counted: growth makes up for it first. */
  debt: bigint
}

/** A month of the provider, and the periods of it that begin with the month. */
interface Month {
  start: number
  end: number
  periods: readonly BoundaryPeriod[]
}

const farFuture = Date.parse('9999-12-01T00:00:00Z')

/**
 * Splits what a player's all-time counter grew by into months and rates, by the rules of race totals (their numbers
 * are those of docs/concepts/race-totals.md): what a sample shows above the one before was wagered at the rate of that
 * sample, and belongs to its month but for the part that a counter proves older (rule 3). Readings that are held back
 * do not count (rule 7).
 *
 * @param samples in order of time
 * @param options.unlistedAt source time of the last complete reading before the first sample; null when there was none
 */
export function rateGrowth(
  samples: readonly RatedSample[],
  calendar: Calendar,
  options: { decisions?: readonly Decision[]; unlistedAt?: number | null } = {},
): RatedGrowth[] {
  // The fold says which samples are believed, and what a rebase puts on top of them.
  const context = foldContext({ start: 0, end: farFuture }, calendar, { decisions: options.decisions, windowed: true })
  const state = emptyFold(context)
  const growth: Growth = { parts: [], debt: 0n }
  let previous: (Pick<AcceptedSample, 'at' | 'allTime'> & Partial<AcceptedSample>) | null = null
  let month = monthAt(samples[0]?.at ?? 0, calendar)
  // A of the last sample before the month, while it is not known exactly what A was when the month began.
  let prior: bigint | null = null
  for (const { at, counters, rate } of samples) {
    const before: AcceptedSample | null = state.last
    stepFold(state, { at, complete: false, counters }, context)
    const sample = state.last
    if (sample === null || sample === before) continue
    // Looked up once a month: a calendar of a zone is slow, and a player has many readings.
    if (at >= month.end) month = monthAt(at, calendar)
    const part = { month: month.start, rate }
    if (previous === null) {
      const unlistedAt = options.unlistedAt ?? null
      if (unlistedAt !== null && isNewcomer(sample, unlistedAt, calendar)) previous = { at: unlistedAt, allTime: 0n }
      else grow(growth, { ...part, amount: certainOf(sample, month.start, calendar) })
    }
    if (previous !== null) {
      if (previous.at < month.start) prior = previous.allTime
      count(growth, previous, sample, { ...part, amount: sample.allTime - previous.allTime })
    }
    if (prior !== null) {
      const value = at === month.start ? sample.allTime : exactAt(sample, month.periods, prior)
      if (value !== null) {
        moveToMonthBefore(growth, { month, calendar, amount: value - prior })
        prior = null
      }
    }
    previous = sample
  }
  return growth.parts
}

/** Rule 5: who was not listed before and has no older counter wagered all of it since. */
function isNewcomer(sample: AcceptedSample, unlistedAt: number, calendar: Calendar): boolean {
  return PERIOD_KINDS.every((kind) => {
    const counter = sample[kind]
    return counter === null || periodStart(kind, sample.at, calendar) > unlistedAt || counter >= sample.allTime
  })
}

/** Of an unknown history only what a counter proves to be of this month is counted. */
function certainOf(sample: AcceptedSample, month: number, calendar: Calendar): bigint {
  let certain = 0n
  for (const kind of PERIOD_KINDS) {
    const counter = sample[kind]
    if (counter !== null && counter > certain && periodStart(kind, sample.at, calendar) >= month) certain = counter
  }
  return certain < sample.allTime ? certain : sample.allTime
}

function count(
  growth: Growth,
  previous: { at: number } & Partial<Counters>,
  sample: AcceptedSample,
  change: RatedGrowth,
): void {
  if (change.amount >= 0n) return grow(growth, change)
  const before = previous.month ?? null
  const after = sample.month
  // Rule 6: a month that did not fall along proves that the voided bet is older than the month.
  if (before !== null && after !== null && after >= before && previous.at >= change.month) {
    shrink(growth, after - before - change.amount, (part) => part.month < change.month)
    return grow(growth, { ...change, amount: after - before })
  }
  growth.debt += shrink(growth, -change.amount, () => true)
}

function grow(growth: Growth, { month, rate, amount }: RatedGrowth): void {
  const repaid = amount < growth.debt ? amount : growth.debt
  growth.debt -= repaid
  if (amount === repaid) return
  const last = growth.parts.at(-1)
  if (last?.month === month && last.rate === rate) last.amount += amount - repaid
  else growth.parts.push({ month, rate, amount: amount - repaid })
}

/** Takes an amount from the latest of some parts, each at the rate it was counted at. Returns what was not there. */
function shrink(growth: Growth, amount: bigint, of: (part: RatedGrowth) => boolean): bigint {
  let left = amount
  for (const part of growth.parts.toReversed()) {
    if (!of(part)) continue
    const taken = left < part.amount ? left : part.amount
    part.amount -= taken
    left -= taken
    if (left === 0n) break
  }
  growth.parts = growth.parts.filter((part) => part.amount > 0n)
  return left
}

/** Rule 3: once A at the start of a month is known, what was wagered before it goes to the month before. */
function moveToMonthBefore(growth: Growth, move: { month: Month; calendar: Calendar; amount: bigint }): void {
  const { start } = move.month
  const before = periodStart('month', start - 1, move.calendar)
  let left = move.amount
  growth.parts = growth.parts.flatMap((part) => {
    if (part.month !== start || left <= 0n) return [part]
    const moved = left < part.amount ? left : part.amount
    left -= moved
    const rest = { ...part, amount: part.amount - moved }
    return [{ ...part, month: before, amount: moved }, ...(rest.amount > 0n ? [rest] : [])]
  })
}

function monthAt(at: number, calendar: Calendar): Month {
  const start = periodStart('month', at, calendar)
  return { start, end: periodEnd('month', at, calendar), periods: periodsStartingAt(start, calendar) }
}
