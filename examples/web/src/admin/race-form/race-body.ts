import type { Answer, Sent } from '@goated/example-contract'
import { type ChoiceRule, choiceRules, choicesOf } from '../races/rule-choices.ts'
import { isDecimal, isWhole } from '../ui/decimal-text.ts'
import type { FieldErrors } from './field-errors.ts'
import { toDistribution } from './prize-distribution.ts'
import { type RaceDraft, unitSeconds } from './race-draft.ts'
import { isTimeZone, toInstant } from './zoned-time.ts'

export type RaceDefaults = Answer<'getRaceDefaults'>
type RaceBody = Sent<'createRace', 'body'>
type SeriesBody = Sent<'createSeries', 'body'>
export type UpdateBody = Sent<'updateRace', 'body'>

export type Checked<Body> = { body: Body; errors: null } | { body: null; errors: FieldErrors }

export function toRaceBody(draft: RaceDraft, defaults: RaceDefaults): Checked<RaceBody> {
  const { errors, rules, startDate, endDate } = read(draft)
  return checked(errors, () => ({ ...withoutEmpty(rules), source: defaults.source, startDate, endDate }))
}

export function toSeriesBody(draft: RaceDraft, defaults: RaceDefaults): Checked<SeriesBody> {
  const { errors, rules, startDate, period } = read(draft)
  return checked(errors, () => ({
    ...withoutEmpty(rules),
    source: defaults.source,
    anchorStart: startDate,
    ...(draft.type === 'custom' ? period : {}),
  }))
}

const sameNames = Object.fromEntries(choiceRules.map((rule) => [rule, [rule]])) as unknown as Record<
  ChoiceRule,
  readonly [ChoiceRule]
>

/** Which field of the form each field of a race comes from. */
const origins: Record<Exclude<keyof UpdateBody, 'raceHistory'>, readonly (keyof RaceDraft)[]> = {
  title: ['title'],
  type: ['type'],
  description: ['description'],
  rules: ['rules'],
  timeZone: ['timeZone'],
  // The same clock in another zone is another time.
  startDate: ['start', 'timeZone'],
  endDate: ['end', 'timeZone'],
  prizePool: ['prizePool'],
  currency: ['currency'],
  prizeDistribution: ['prizeKind', 'prizes'],
  minWager: ['minWager'],
  ...sameNames,
  graceSeconds: ['graceCount', 'graceUnit'],
}

/**
 * What somebody changed, and nothing else: what the form cannot show exactly, such as half a second, stays as it is.
 * Empty if nothing was changed.
 */
export function toUpdateBody(before: RaceDraft, after: RaceDraft): Checked<UpdateBody> {
  const { errors, rules, startDate, endDate } = read(after)
  const body: UpdateBody = { ...rules, startDate, endDate }
  const changed = (Object.keys(origins) as (keyof typeof origins)[]).filter((field) =>
    origins[field].some((origin) => JSON.stringify(before[origin]) !== JSON.stringify(after[origin])),
  )
  return checked(errors, () => Object.fromEntries(changed.map((field) => [field, body[field]])))
}

function read(draft: RaceDraft) {
  const { distribution, errors: prizeErrors } = toDistribution(draft.prizeKind, draft.prizes)
  const errors: Record<string, string> = { ...prizeErrors }
  const complain = (field: string, wrong: boolean, message: string) => {
    if (wrong) errors[field] = message
  }
  const zoneKnown = isTimeZone(draft.timeZone.trim())
  const start = zoneKnown ? toInstant(draft.start, draft.timeZone.trim()) : null
  const end = zoneKnown ? toInstant(draft.end, draft.timeZone.trim()) : null
  const minWager = draft.minWager.trim() || '0'
  const single = draft.kind === 'race'

  complain('title', draft.title.trim() === '', 'Give it a title.')
  complain('timeZone', !zoneKnown, 'Choose a zone from the list, such as Europe/Berlin.')
  complain('start', zoneKnown && start === null, 'When does it start?')
  complain('end', single && zoneKnown && end === null, 'When does it end?')
  complain(
    'end',
    single && start !== null && end !== null && end.instant <= start.instant,
    'It must end after it starts.',
  )
  complain('period', !single && draft.type === 'custom' && !isWhole(draft.periodCount), 'A whole number from 1.')
  complain('prizePool', !isDecimal(draft.prizePool), 'A plain number, such as 1000 or 1000.50.')
  complain('currency', draft.currency.trim() === '', 'Which currency?')
  complain('minWager', !isDecimal(minWager), 'A plain number, or empty for none.')
  complain('grace', !/^\d{1,7}$/.test(draft.graceCount.trim()), 'A whole number.')

  return {
    errors,
    startDate: start?.instant ?? '',
    endDate: end?.instant ?? '',
    period: periodOf(draft),
    rules: {
      title: draft.title,
      type: draft.type,
      description: draft.description.trim() === '' ? null : draft.description,
      rules: draft.rules.trim() === '' ? null : draft.rules,
      timeZone: draft.timeZone.trim(),
      prizePool: draft.prizePool.trim(),
      currency: draft.currency.trim().toUpperCase(),
      prizeDistribution: distribution,
      minWager,
      ...choicesOf(draft),
      graceSeconds: parseInt(draft.graceCount, 10) * unitSeconds[draft.graceUnit],
    },
  }
}

/** Whole days by number, as they are meant: days of the calendar. */
function periodOf({ periodCount, periodUnit }: RaceDraft): Pick<SeriesBody, 'periodDays' | 'periodSeconds'> {
  const seconds = parseInt(periodCount, 10) * unitSeconds[periodUnit]
  return seconds % unitSeconds.days === 0 ? { periodDays: seconds / unitSeconds.days } : { periodSeconds: seconds }
}

/** A new race has no text instead of an empty one. */
function withoutEmpty<Rules extends { description: string | null; rules: string | null }>(rules: Rules) {
  const { description, rules: words, ...others } = rules
  return { ...others, ...(description === null ? {} : { description }), ...(words === null ? {} : { rules: words }) }
}

function checked<Body>(errors: FieldErrors, body: () => Body): Checked<Body> {
  return Object.keys(errors).length > 0 ? { body: null, errors } : { body: body(), errors: null }
}
