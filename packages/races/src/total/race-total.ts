import type { BaselineMethod, RaceStatus } from '@goated/schema/vocabulary'
import type { Calendar } from '../race/calendar.ts'
import {
  emptyFold,
  foldContext,
  type FoldContext,
  type FoldState,
  signedTotal,
  stepFold,
  type TotalFlag,
} from './fold.ts'
import { type Decision, orderSamples, type RaceWindow, type Sample } from './sample.ts'

/** Where a race stands in time; `settled` means that its totals are final. */
export type TotalState = Extract<RaceStatus, 'upcoming' | 'live' | 'settling'> | 'settled'

/** A player's total inside a race window, and how far it can be trusted. Amounts in units of 1e-8, times in ms. */
export interface RaceTotal {
  total: bigint
  /** The bracket that the true total lies in; both ends equal the total when it is exact. */
  low: bigint
  high: bigint
  /** A(S) less corrections of bets from before the window. */
  baseline: bigint
  /** How A(S) is known; null while no sample shows the player. */
  method: BaselineMethod | null
  flags: TotalFlag[]
  /**
   * Held readings ended by themselves, and nobody has confirmed the total since. The flag `held` is gone by then, but
   * a counter that really restarted heals into a wrong total, so somebody should look.
   */
  healed: boolean
  /** Carried forward: the latest reading did not list the player, or is held back. */
  stale: boolean
  state: TotalState
  /** Source time of the reading that first showed this total. */
  reachedAt: number
}

export interface RaceTotalOptions {
  /** Samples with a later source time are not known yet. Default: all are. In ms since 1970. */
  asOf?: number
  decisions?: readonly Decision[]
  /**
   * Source time of the reading that settled the race, in ms since 1970, where it is known; null: none did. Default: the
   * first complete one at or after the end. A race may have waited for a later one, which lists all who are to be paid.
   */
  settledBy?: number | null | undefined
}

/**
 * Computes a race total from one player's samples, in any order: what the player's all-time counter grew by inside
 * the window, by the eleven rules of docs/concepts/race-totals.md. Pure; the same samples always give the same total.
 *
 * @param samples one for every reading, `counters: null` where the reading did not list the player
 */
export function raceTotal(
  samples: readonly Sample[],
  window: RaceWindow,
  calendar: Calendar,
  options: RaceTotalOptions = {},
): RaceTotal {
  const asOf = options.asOf ?? Number.POSITIVE_INFINITY
  const ordered = orderSamples(samples).filter(({ at }) => at <= asOf)
  const firstComplete = ordered.find(({ at, complete }) => complete && at >= window.end)?.at ?? null
  const settledBy = options.settledBy === undefined ? firstComplete : options.settledBy
  const context = foldContext(window, calendar, { decisions: options.decisions, settledBy })
  const state = emptyFold(context)
  let newest = Number.NEGATIVE_INFINITY
  for (const sample of ordered) {
    stepFold(state, sample, context)
    newest = sample.at
  }
  return readTotal(state, context, options.asOf ?? newest, window.start)
}

/** What a fold's state says at one moment. */
export function readTotal(state: FoldState, context: FoldContext, asOf: number, raceStart: number): RaceTotal {
  const until = state.endValue ?? state.last?.allTime ?? 0n
  return {
    total: state.total,
    low: positive(until - (state.baselineHigh - state.shift)),
    high: positive((state.endHigh ?? until) - (state.baselineLow - state.shift)),
    baseline: state.baseline - state.shift,
    method: state.method,
    flags: totalFlags(state, context),
    healed: isHealed(state, context),
    stale: state.missing || state.held > 0,
    state: totalState(context, asOf, raceStart),
    reachedAt: state.reachedAt,
  }
}

function totalFlags(state: FoldState, context: FoldContext): TotalFlag[] {
  const flags: TotalFlag[] = []
  const confirmed = context.decisions.some(({ kind }) => kind === 'confirm')
  if (state.method === 'credited' && !confirmed) flags.push('unknown_history')
  if (state.held > 0) flags.push('held')
  if (state.last !== null && signedTotal(state) < 0n) flags.push('negative')
  return flags
}

/** Why somebody should look at an entrant: what is in doubt about the total, and what was. */
export function marksOf({ flags, healed }: Pick<RaceTotal, 'flags' | 'healed'>): (TotalFlag | 'healed')[] {
  return healed ? [...flags, 'healed'] : flags
}

function isHealed({ healedAt }: FoldState, { decisions }: FoldContext): boolean {
  if (healedAt === null) return false
  // A decision without a time of its own holds as soon as it can.
  return !decisions.some(({ kind, from }) => kind === 'confirm' && (from === 0 || from >= healedAt))
}

function totalState(context: FoldContext, asOf: number, raceStart: number): TotalState {
  if (context.settledBy !== null && asOf >= context.settledBy) return 'settled'
  if (asOf >= context.end) return 'settling'
  return asOf >= raceStart ? 'live' : 'upcoming'
}

function positive(value: bigint): bigint {
  return value > 0n ? value : 0n
}
