import type { Race } from '@goated/example-contract'
import { formatAmount, isZero } from '../format/amount.ts'
import { formatMoment } from '../format/time.ts'

export function RaceTerms({ race }: { race: Race }) {
  const terms: [string, string][] = [
    ['Starts', formatMoment(race.startDate)],
    ['Ends', formatMoment(race.endDate)],
  ]
  if (!isZero(race.minWager)) terms.push(['Minimum to qualify', formatAmount(race.minWager, race.currency, 'ifAny')])
  if (race.updatedAt !== null) terms.push(['Newest reading', formatMoment(race.updatedAt)])
  return (
    <section aria-labelledby="terms-title" className="card p-5 text-sm sm:p-6">
      <h2 id="terms-title" className="text-xl display">
        How it works
      </h2>
      <dl className="mt-4 space-y-2 numeric">
        {terms.map(([term, detail]) => (
          <div key={term} className="flex justify-between gap-4">
            <dt className="text-muted">{term}</dt>
            <dd className="text-right font-medium">{detail}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-xs text-muted">
        Times are in your time zone. The race runs on the calendar of {race.timeZone}.
      </p>
      {race.rules !== null && (
        <p className="mt-4 border-t border-line pt-4 text-pretty whitespace-pre-line text-muted">{race.rules}</p>
      )}
    </section>
  )
}
