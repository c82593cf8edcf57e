import { currencyInput, moneyCodec, moneyInput, timeZoneInput, wagerCodec, wagerInput } from '@goated/schema/inputs'
import { JOIN_POLICIES, TIE_RULES, UNCLAIMED_RULES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { prizeDistributionInput } from './prize-distribution-input.ts'

const secondsPerDay = 86_400

/** When a provider's own day, week and month begin. */
export const calendarInput = z.strictObject({ timeZone: timeZoneInput, weekStartsOn: z.int().min(1).max(7) })

/**
 * The rules of a race: all that decides, beside the wagers, who wins what. Each is said once, here, as it stands in JSON
 * and as code has it. The archive, the evidence and their comparison take every rule of this list; inputs, the contract
 * and the admin's form derive from it.
 */
const rules = {
  prizePool: moneyCodec,
  currency: currencyInput,
  minWager: wagerCodec,
  prizeDistribution: prizeDistributionInput,
  ties: z.enum(TIE_RULES),
  unclaimed: z.enum(UNCLAIMED_RULES),
  joinPolicy: z.enum(JOIN_POLICIES),
  timeZone: timeZoneInput,
  calendar: calendarInput,
  /** How long after the end to wait for a complete reading. */
  graceSeconds: z
    .int()
    .min(0)
    .max(30 * secondsPerDay),
}

/** Rules in JSON (amounts are decimal strings) <-> rules in code (the pool in cents, the minimum in units of 1e-8). */
export const raceRulesCodec = z.object(rules)
/** As code has them: the columns of a race's row. */
export type RaceRules = z.output<typeof raceRulesCodec>
/** As JSON has them: in the archive, in the evidence, in answers. */
export type RaceRulesJson = z.input<typeof raceRulesCodec>

/** What held before a rule existed: archives from then do not have it. Each rule that is added after a release. */
export const RULES_BEFORE: Partial<RaceRulesJson> = {}

const names = Object.keys(rules) as (keyof RaceRules)[]

/** The rules among the fields of a race, a series, or what is to become one. */
export function rulesOf(race: RaceRules): RaceRules {
  return Object.fromEntries(names.map((name) => [name, race[name]])) as RaceRules
}

/** The rules of a race as JSON has them, every key in the order of the list. */
export function encodeRules(race: RaceRules): RaceRulesJson {
  return z.encode(raceRulesCodec, rulesOf(race))
}

/**
 * Names the rules that two races do not share.
 *
 * @returns with each name what either of them has, as JSON text
 */
export function differingRules(one: RaceRules, other: RaceRules): { name: string; one: string; other: string }[] {
  const [left, right] = [encodeRules(one), encodeRules(other)]
  return names
    .map((name) => ({ name, one: textOf(left[name]), other: textOf(right[name]) }))
    .filter((rule) => rule.one !== rule.other)
}

function textOf(rule: unknown): string {
  return typeof rule === 'object' ? JSON.stringify(rule) : String(rule)
}

const { calendar: _, ...chosen } = rules

/** The rules that people choose, as an input takes them; the calendar is the source's. */
export const chosenRules = { ...chosen, prizePool: moneyInput, minWager: wagerInput }

/** The same for a new race, with what holds where nothing is said. */
export const newRaceRules = {
  ...chosenRules,
  currency: chosenRules.currency.default('USD'),
  minWager: chosenRules.minWager.prefault('0'),
  ties: chosenRules.ties.default('split'),
  unclaimed: chosenRules.unclaimed.default('retain'),
  joinPolicy: chosenRules.joinPolicy.default('open'),
  timeZone: chosenRules.timeZone.default('UTC'),
  graceSeconds: chosenRules.graceSeconds.default(secondsPerDay),
}
