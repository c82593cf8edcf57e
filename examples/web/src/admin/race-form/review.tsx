import { formatAmount } from '../../format/amount.ts'
import { typeNames } from '../races/race-wording.ts'
import { choiceFacts } from '../races/rule-choices.ts'
import { isDecimal } from '../ui/decimal-text.ts'
import { Facts } from '../ui/facts.tsx'
import { formatInstant } from '../ui/instant-text.ts'
import { Section } from '../ui/section.tsx'
import type { RaceDefaults } from './race-body.ts'
import type { RaceDraft } from './race-draft.ts'
import type { PrizePreviewState } from './use-prize-preview.ts'
import { isTimeZone, toInstant } from './zoned-time.ts'

type Props = { draft: RaceDraft; preview: PrizePreviewState; defaults: RaceDefaults; now: number }

/** What is about to be created, in the words in which it will be read. */
export function Review({ draft, preview, defaults, now }: Props) {
  const { timeZone, currency, prizePool, minWager } = draft
  const start = isTimeZone(timeZone) ? toInstant(draft.start, timeZone) : null
  const end = isTimeZone(timeZone) ? toInstant(draft.end, timeZone) : null
  const money = (amount: string) =>
    isDecimal(amount) ? formatAmount(amount.trim(), currency, 'ifAny') : 'Not given yet'
  const begun = start !== null && Date.parse(start.instant) <= now
  return (
    <Section title="Review">
      <Facts
        facts={[
          ['Title', draft.title.trim() || 'Not given yet'],
          [draft.kind === 'series' ? 'Series' : 'Type', typeNames[draft.type]],
          ['Starts', start === null ? 'Not given yet' : `${formatInstant(start.instant, timeZone)}, ${timeZone}`],
          ...(draft.kind === 'race'
            ? ([
                ['Ends', end === null ? 'Not given yet' : `${formatInstant(end.instant, timeZone)}, ${timeZone}`],
              ] as const)
            : []),
          ['Pool', money(prizePool)],
          [
            'Paid out',
            preview.state === 'split'
              ? `${formatAmount(preview.preview.total, currency)} to ${preview.preview.placeCount} ${preview.preview.placeCount === 1 ? 'place' : 'places'}`
              : 'Not known yet',
          ],
          ['Minimum to qualify', minWager.trim() === '' ? 'None' : money(minWager)],
          ...choiceFacts(draft),
          ['Source', `${defaults.source} (${defaults.sourceClass})`],
        ]}
      />
      <p className="mt-5 max-w-prose border-t border-line pt-4 text-sm text-pretty text-muted">
        {begun
          ? 'The start has passed: once the race is created, only title, description and rules can change.'
          : 'Until it starts, everything can still be changed. Then only title, description and rules can.'}
      </p>
    </Section>
  )
}
