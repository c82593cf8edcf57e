import type { AdminRace } from '@goated/example-contract'
import { isZero } from '../../format/amount.ts'
import { choicesOf, firstChoices, type RuleChoices } from '../races/rule-choices.ts'
import { laterByCalendar, toWallClock } from './zoned-time.ts'

export type PrizeKind = 'percent' | 'amount'

/** A row of the prize table: what is typed, as it is typed. */
export type PrizeRow = { key: number; from: string; to: string; share: string }

/** A race as its form holds it: all text, so that nothing that somebody types is lost or turned into something else. */
export type RaceDraft = RuleChoices & {
  kind: 'race' | 'series'
  title: string
  type: AdminRace['type']
  description: string
  rules: string
  timeZone: string
  /** Wall clock of the zone. */
  start: string
  end: string
  /** Length of a race of a custom series. */
  periodCount: string
  periodUnit: DurationUnit
  prizePool: string
  currency: string
  prizeKind: PrizeKind
  prizes: readonly PrizeRow[]
  minWager: string
  /** How long to wait for the reading that settles. */
  graceCount: string
  graceUnit: DurationUnit
}

export type DurationUnit = 'seconds' | 'minutes' | 'hours' | 'days' | 'weeks'
/** The units of a length, in seconds. */
export const unitSeconds: Record<DurationUnit, number> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
  weeks: 604_800,
}

/** What a new form starts from: a race of a week, from the next full hour on. */
export function newDraft(timeZone: string, now: number, kind: RaceDraft['kind'] = 'race'): RaceDraft {
  const hour = 3_600_000
  const start = toWallClock(new Date(Math.ceil((now + 1) / hour) * hour).toISOString(), timeZone)
  return {
    kind,
    title: '',
    type: 'weekly',
    description: '',
    rules: '',
    timeZone,
    start,
    end: laterByCalendar(start, { days: 7 }) ?? '',
    periodCount: '1',
    periodUnit: 'days',
    prizePool: '',
    currency: 'USD',
    prizeKind: 'percent',
    prizes: [
      { key: 1, from: '1', to: '', share: '50' },
      { key: 2, from: '2', to: '', share: '30' },
      { key: 3, from: '3', to: '', share: '20' },
    ],
    minWager: '',
    ...firstChoices(),
    graceCount: '1',
    graceUnit: 'days',
  }
}

/** A race that exists, in the form. */
export function draftOf(race: AdminRace): RaceDraft {
  const { timeZone, prizeDistribution } = race
  return {
    kind: 'race',
    title: race.title,
    type: race.type,
    description: race.description ?? '',
    rules: race.rules ?? '',
    timeZone,
    start: toWallClock(race.startDate, timeZone),
    end: toWallClock(race.endDate, timeZone),
    periodCount: '1',
    periodUnit: 'days',
    prizePool: race.prizePool,
    currency: race.currency,
    prizeKind: prizeDistribution.some(({ amount }) => amount !== undefined) ? 'amount' : 'percent',
    prizes: prizeDistribution.map(({ from, to, percent, amount }, index) => ({
      key: index + 1,
      from: String(from),
      to: to === undefined || to === from ? '' : String(to),
      share: percent ?? amount ?? '',
    })),
    minWager: isZero(race.minWager) ? '' : race.minWager.replace(/\.?0+$/, ''),
    ...choicesOf(race),
    ...graceOf(race.graceSeconds),
  }
}

/** A new race with the rules of another, in the time right after it, or from now on if that is past. */
export function copyOf(race: AdminRace, now: number): RaceDraft {
  const length = Date.parse(race.endDate) - Date.parse(race.startDate)
  const fresh = newDraft(race.timeZone, now)
  const follows = Date.parse(race.endDate) > now
  const start = follows ? toWallClock(race.endDate, race.timeZone) : fresh.start
  const startMs = follows ? Date.parse(race.endDate) : Math.ceil((now + 1) / 3_600_000) * 3_600_000
  return { ...draftOf(race), start, end: toWallClock(new Date(startMs + length).toISOString(), race.timeZone) }
}

/** Seconds in the largest unit that says them exactly. */
function graceOf(seconds: number): Pick<RaceDraft, 'graceCount' | 'graceUnit'> {
  const units = ['days', 'hours', 'minutes'] as const
  const graceUnit = units.find((unit) => seconds > 0 && seconds % unitSeconds[unit] === 0) ?? 'seconds'
  return { graceCount: String(seconds / unitSeconds[graceUnit]), graceUnit }
}
