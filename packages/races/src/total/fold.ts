import type { Counters } from '@goated/schema'
import type { BaselineMethod } from '@goated/schema/vocabulary'
import { type Calendar, PERIOD_KINDS, type PeriodKind, periodEnd, periodStart } from '../race/calendar.ts'
import type { Decision, RaceWindow, Sample } from './sample.ts'

/**
 * The rules of a race total as a state machine over a player's samples in order of source time.
 * The whole fold and the tick-by-tick projection both run exactly these steps, so they cannot disagree.
 * Rule numbers are those of docs/concepts/race-totals.md.
 */

/** Rule 7: from this many consecutive held readings on an admin may decide. */
export const HELD_BEFORE_DECISION = 3

/** What is in doubt about a total now. */
export type TotalFlag = 'unknown_history' | 'held' | 'negative'

/** What the rules need to know besides the samples. */
export interface FoldContext {
  /** S: the race's start, or when the player joined if that is later. */
  start: number
  end: number
  calendar: Calendar
  /** The provider periods that begin exactly at S, and at E, with their ends. */
  startPeriods: readonly BoundaryPeriod[]
  endPeriods: readonly BoundaryPeriod[]
  decisions: readonly Decision[]
  /** Rule 11: samples are totals of the window itself, so the latest one is the total. */
  windowed: boolean
  /** Rule 9: source time of the settling reading; nothing after it counts. Null while the race waits for it. */
  settledBy: number | null
}

/** A provider period that begins at some boundary, and its end. */
export interface BoundaryPeriod {
  kind: PeriodKind
  end: number
}

/** A sample that was taken as true; `allTime` includes what a rebase put on top. */
export interface AcceptedSample extends Counters {
  at: number
}

/** Where the fold stands after some samples. Plain data, so that it can be stored. */
export interface FoldState {
  last: AcceptedSample | null
  /** The latest sample did not list the player. */
  missing: boolean
  /** A complete reading at or before S did not list the player. */
  unlistedBeforeStart: boolean
  /** A of the last accepted sample at or before S. */
  prior: bigint | null
  method: BaselineMethod | null
  /** A(S) as it is known, and the bracket it lies in. */
  baseline: bigint
  baselineLow: bigint
  baselineHigh: bigint
  /** A sample after S was accepted, so the bracket is known. */
  bracketed: boolean
  /** Rule 6: what corrections of bets from before the window took off the baseline. */
  shift: bigint
  /** Rule 7: consecutive held readings, and what a rebase put on top. */
  held: number
  /** Source time of the reading after S that ended held ones by itself, the latest; nobody decided about those. */
  healedAt: number | null
  offset: bigint
  decisionsUsed: number
  /** A(E) once a sample after E was accepted, and the most it can be. */
  endValue: bigint | null
  endHigh: bigint | null
  endExact: boolean
  total: bigint
  reachedAt: number
}

/** Prepares what every step needs; one context serves all players with the same S. */
export function foldContext(
  window: RaceWindow,
  calendar: Calendar,
  options: { decisions?: readonly Decision[] | undefined; windowed?: boolean; settledBy?: number | null } = {},
): FoldContext {
  // Rule 2.
  const start = Math.max(window.start, window.joinedAt ?? window.start)
  return {
    start,
    end: window.end,
    calendar,
    startPeriods: periodsStartingAt(start, calendar),
    endPeriods: periodsStartingAt(window.end, calendar),
    decisions: options.decisions ?? [],
    windowed: options.windowed ?? false,
    settledBy: options.settledBy ?? null,
  }
}

export function emptyFold(context: FoldContext): FoldState {
  return {
    last: null,
    missing: false,
    unlistedBeforeStart: false,
    prior: null,
    method: null,
    baseline: 0n,
    baselineLow: 0n,
    baselineHigh: 0n,
    bracketed: false,
    shift: 0n,
    held: 0,
    healedAt: null,
    offset: 0n,
    decisionsUsed: 0,
    endValue: null,
    endHigh: null,
    endExact: false,
    total: 0n,
    reachedAt: context.start,
  }
}

/** Takes one sample into the state. Samples must come in order of source time, each time once. */
export function stepFold(state: FoldState, sample: Sample, context: FoldContext): void {
  if (context.settledBy !== null && sample.at > context.settledBy) return
  if (sample.counters === null) {
    // Rule 8: carried forward.
    state.missing = true
    if (sample.complete && sample.at <= context.start) state.unlistedBeforeStart = true
  } else {
    state.missing = false
    const accepted = judge(state, sample.at, sample.counters, context)
    if (accepted) take(state, accepted, context)
  }
  const total = currentTotal(state)
  if (total !== state.total) {
    state.total = total
    state.reachedAt = Math.min(sample.at, context.end)
  }
}

/** The total before it is cut off at zero. */
export function signedTotal(state: FoldState): bigint {
  const until = state.endValue ?? state.last?.allTime ?? 0n
  return until - (state.baseline - state.shift)
}

function currentTotal(state: FoldState): bigint {
  const total = signedTotal(state)
  return total > 0n ? total : 0n
}

/** Rule 7: whether a sample is believed; null while it is held back. */
function judge(state: FoldState, at: number, counters: Counters, context: FoldContext): AcceptedSample | null {
  const accepted = { ...counters, at, allTime: counters.allTime + state.offset }
  const decisions = context.decisions.filter(({ kind }) => kind !== 'confirm')
  if (state.last === null || accepted.allTime * 2n >= state.last.allTime) {
    // What was held and healed before S is in the baseline and in no total.
    if (state.held > 0 && at > context.start) state.healedAt = at
    state.held = 0
    // A decision is about one incident: one that healed by itself leaves nothing for the next.
    for (let next; (next = decisions[state.decisionsUsed]) && next.from > 0 && next.from <= at;) state.decisionsUsed++
    return accepted
  }
  state.held++
  const decision = decisions[state.decisionsUsed]
  // A decision with a time of its own was made when it was due; which readings it followed need not be known.
  const due = decision && (decision.from > 0 ? decision.from <= at : state.held >= HELD_BEFORE_DECISION)
  if (!due) return null
  state.decisionsUsed++
  state.held = 0
  if (decision.kind === 'rebase') {
    state.offset = state.last.allTime
    return { ...counters, at, allTime: counters.allTime + state.offset }
  }
  return accepted
}

function take(state: FoldState, sample: AcceptedSample, context: FoldContext): void {
  if (context.windowed) {
    state.method = 'exact'
    state.last = sample
    return
  }
  if (sample.at <= context.start) {
    anchorStart(state, sample, context)
  } else {
    if (state.method === null) openLate(state, sample, context)
    else if (!state.bracketed) bracketStart(state, sample)
    correctForEarlierBets(state, sample, context)
    tryExactStart(state, sample, context)
  }
  if (sample.at > context.end) closeEnd(state, sample, context)
  else if (sample.at === context.end) {
    state.endValue = sample.allTime
    state.endHigh = sample.allTime
    state.endExact = true
  }
  // What comes after E is not part of the window; the last sample inside it stays the anchor.
  if (sample.at <= context.end) state.last = sample
}

/** Rule 4 at S: the last sample at or before it. */
function anchorStart(state: FoldState, sample: AcceptedSample, context: FoldContext): void {
  state.prior = sample.allTime
  state.baseline = state.baselineLow = state.baselineHigh = sample.allTime
  state.method = sample.at === context.start ? 'exact' : 'anchored'
  state.bracketed = sample.at === context.start
}

/** The first sample after S says how far off the anchor can be. */
function bracketStart(state: FoldState, sample: AcceptedSample): void {
  if (sample.allTime > state.baselineHigh) state.baselineHigh = sample.allTime
  state.bracketed = true
}

/** Rule 5: no sample at or before S, so the player's history is judged by the counters. */
function openLate(state: FoldState, sample: AcceptedSample, context: FoldContext): void {
  let upper = sample.allTime
  let lower = 0n
  for (const kind of PERIOD_KINDS) {
    const counter = sample[kind]
    if (counter === null) continue
    const began = periodStart(kind, sample.at, context.calendar)
    if (began <= context.start && counter < upper) upper = counter
    if (began >= context.start && counter > lower) lower = counter
  }
  state.bracketed = true
  if (state.unlistedBeforeStart && sample.allTime === upper) {
    state.method = 'newcomer'
    state.baseline = state.baselineLow = state.baselineHigh = 0n
    return
  }
  if (lower > upper) upper = lower
  state.method = 'credited'
  state.baseline = state.baselineHigh = sample.allTime - lower
  state.baselineLow = sample.allTime - upper
}

/** Rule 6: a fall that a counter from before S does not share was a bet from before the window. */
function correctForEarlierBets(state: FoldState, sample: AcceptedSample, context: FoldContext): void {
  const { last } = state
  if (last === null || sample.allTime >= last.allTime || sample.at > context.end) return
  let latest: { began: number; change: bigint } | null = null
  for (const kind of PERIOD_KINDS) {
    const before = last[kind]
    const after = sample[kind]
    if (before === null || after === null || after < before) continue
    const began = periodStart(kind, sample.at, context.calendar)
    if (began > context.start || began !== periodStart(kind, last.at, context.calendar)) continue
    if (latest === null || began > latest.began) latest = { began, change: after - before }
  }
  if (latest) state.shift += latest.change - (sample.allTime - last.allTime)
}

/** Rule 3 at S: the counter of a period that began exactly there says what A was. */
function tryExactStart(state: FoldState, sample: AcceptedSample, context: FoldContext): void {
  if (state.method === 'exact') return
  const value = exactAt(sample, context.startPeriods, state.prior ?? 0n)
  if (value === null) return
  state.method = 'exact'
  state.baseline = state.baselineLow = state.baselineHigh = value
  state.shift = 0n
}

/** Rules 3 and 4 at E. */
function closeEnd(state: FoldState, sample: AcceptedSample, context: FoldContext): void {
  if (state.endExact) return
  const anchor = state.last?.allTime ?? 0n
  const value = exactAt(sample, context.endPeriods, anchor)
  if (value !== null) {
    state.endValue = state.endHigh = value
    state.endExact = true
  } else if (state.endValue === null) {
    state.endValue = anchor
    state.endHigh = sample.allTime > anchor ? sample.allTime : anchor
  }
}

/** Rule 3: A at a boundary, from the counter of a period that began there; null where no counter can be believed. */
export function exactAt(sample: AcceptedSample, periods: readonly BoundaryPeriod[], previous: bigint): bigint | null {
  for (const { kind, end } of periods) {
    const counter = sample[kind]
    if (counter === null || sample.at >= end) continue
    const value = sample.allTime - counter
    if (value >= previous && value <= sample.allTime) return value
  }
  return null
}

/** The provider periods that begin exactly at a moment, longest first. */
export function periodsStartingAt(at: number, calendar: Calendar): BoundaryPeriod[] {
  return PERIOD_KINDS.filter((kind) => periodStart(kind, at, calendar) === at).map((kind) => ({
    kind,
    end: periodEnd(kind, at, calendar),
  }))
}
