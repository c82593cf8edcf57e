import type { AdminRace } from '@goated/example-contract'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { AmountText } from '../../format/amount-text.tsx'
import { formatCount, isZero } from '../../format/amount.ts'
import { type Fact, Facts } from '../ui/facts.tsx'
import { formatInstant, formatLength } from '../ui/instant-text.ts'
import { Ago, Instant } from '../ui/instant.tsx'
import { Section } from '../ui/section.tsx'
import { typeNames } from './race-wording.ts'
import { choiceFacts } from './rule-choices.ts'

export function RaceFacts({ race }: { race: AdminRace }) {
  return (
    <Section title="Facts">
      <div className="space-y-6">
        <Facts facts={factsOf(race)} />
        {race.description !== null && <Words title="Description">{race.description}</Words>}
        {race.rules !== null && <Words title="Rules">{race.rules}</Words>}
      </div>
    </Section>
  )
}

function Words({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="border-t border-line pt-4 text-sm">
      <h3 className="eyebrow">{title}</h3>
      <p className="mt-1 max-w-prose wrap-anywhere whitespace-pre-line">{children}</p>
    </div>
  )
}

function factsOf(race: AdminRace): Fact[] {
  const { timeZone, calendar, currency } = race
  const facts: Fact[] = [
    ['Starts', <Twice key="start" at={race.startDate} timeZone={timeZone} />],
    ['Ends', <Twice key="end" at={race.endDate} timeZone={timeZone} />],
    ['Length', formatLength(Date.parse(race.endDate) - Date.parse(race.startDate))],
    ['Entrants', formatCount(race.entrants)],
    ['Wagered', <AmountText key="wagered" amount={race.totalWagered} currency={currency} />],
    ['Newest reading', race.updatedAt === null ? 'None yet' : <Ago key="reading" at={race.updatedAt} />],
    [
      'Minimum to qualify',
      isZero(race.minWager) ? (
        'None'
      ) : (
        <AmountText key="min" amount={race.minWager} currency={currency} cents="ifAny" />
      ),
    ],
    ...choiceFacts(race),
    ['Type', typeNames[race.type]],
    ['Waits for a settling reading', `At most ${formatLength(race.graceSeconds * 1000)}`],
    ['Source', `${race.source} (${race.sourceClass})`],
    ["Provider's calendar", `${calendar.timeZone}, weeks from ${weekdays[calendar.weekStartsOn - 1] ?? 'Monday'}`],
    ['Created', <Instant key="created" at={race.createdAt} />],
  ]
  if (race.settledBy !== null) facts.push(['Settled by the reading of', <Instant key="settled" at={race.settledBy} />])
  if (race.completedAt !== null) facts.push(['Completed', <Instant key="completed" at={race.completedAt} />])
  if (race.seriesId !== null)
    facts.push([
      'Series',
      <Link key="series" to="/admin/series" className="underline underline-offset-4">
        No. {race.seriesId}
      </Link>,
    ])
  if (race.nextRaceId !== null)
    facts.push([
      'Next race',
      <Link key="next" to={`/admin/races/${race.nextRaceId}`} className="underline underline-offset-4">
        No. {race.nextRaceId}
      </Link>,
    ])
  return facts
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** On the clock that the race goes by, and in UTC. */
function Twice({ at, timeZone }: { at: string; timeZone: string }) {
  return (
    <>
      {formatInstant(at, timeZone)}
      <span className="block text-xs font-normal text-muted">
        {timeZone === 'UTC' ? 'UTC' : `${timeZone}; ${formatInstant(at, 'UTC')} UTC`}
      </span>
    </>
  )
}
