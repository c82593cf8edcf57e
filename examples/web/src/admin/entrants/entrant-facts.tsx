import type { Entrant } from '@goated/example-contract'
import { AmountText } from '../../format/amount-text.tsx'
import { formatCount, isZero } from '../../format/amount.ts'
import type { Fact } from '../ui/facts.tsx'
import { Instant } from '../ui/instant.tsx'
import { Section } from '../ui/section.tsx'
import { Bracket } from './bracket.tsx'
import { describeFlag, describeMethod } from './flag-wording.ts'

/** What an entrant's total rests on, and what is odd about it. */
export function EntrantFacts({ entrant, currency }: { entrant: Entrant; currency: string }) {
  const facts: Fact[] = [
    ['Rank', entrant.rank === null ? 'None' : formatCount(entrant.rank)],
    ['Total', <AmountText key="total" amount={entrant.total} currency={currency} />],
    ['The true total lies between', <Bracket key="bracket" entrant={entrant} currency={currency} />],
    [
      'Of it, adjustments',
      isZero(entrant.adjustment) ? (
        'None'
      ) : (
        <AmountText key="adjustment" amount={entrant.adjustment} currency={currency} />
      ),
    ],
    ['Counter at the start', <AmountText key="baseline" amount={entrant.baseline} currency={currency} />],
    ['Readings held back', formatCount(entrant.heldReadings)],
    ['Reached this total', <Instant key="reached" at={entrant.reachedAt} />],
    ['In the race since', <Instant key="joined" at={entrant.joinedAt} />],
    ["Provider's uid", entrant.uid],
  ]
  return (
    <Section title="What it rests on">
      <dl className="space-y-2 text-sm">
        {facts.map(([term, detail]) => (
          <div key={term} className="flex items-baseline justify-between gap-4">
            <dt className="text-muted">{term}</dt>
            <dd className="min-w-0 text-right font-medium wrap-anywhere numeric">{detail}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 border-t border-line pt-4 text-sm text-pretty text-muted">{describeMethod(entrant.method)}</p>
      {entrant.flags.length > 0 && (
        <ul className="mt-4 space-y-3 border-t border-line pt-4 text-sm">
          {entrant.flags.map((flag) => {
            const { label, meaning, tone } = describeFlag(flag)
            return (
              <li key={flag}>
                <p className={`font-semibold ${tone === 'warn' ? 'text-gold' : ''}`}>{label}</p>
                <p className="mt-0.5 text-pretty text-muted">{meaning}</p>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
