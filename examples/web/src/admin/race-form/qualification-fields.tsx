import { RadioCards } from '../ui/choice.tsx'
import { Section } from '../ui/section.tsx'
import { TextField } from '../ui/text-field.tsx'
import { LengthField } from './length-field.tsx'
import type { RaceDraft } from './race-draft.ts'
import type { DraftForm } from './use-race-draft.ts'

/** Who takes part, who gets a prize, and what happens in the odd cases. */
export function QualificationFields({ form, mayBeJoined }: { form: DraftForm; mayBeJoined: boolean }) {
  const { draft, change, errors } = form
  return (
    <Section title="Qualification">
      <div className="space-y-6">
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <TextField
            label={`Minimum wager in ${draft.currency || 'the currency'}`}
            hint="Who wagers less stays on the board and gets no prize. Empty: no minimum."
            value={draft.minWager}
            onChange={(minWager) => change({ minWager })}
            error={errors['minWager']}
            inputMode="decimal"
            autoComplete="off"
            maxLength={30}
          />
          <LengthField
            label="Wait for the last reading"
            hint="After the end the race waits at most this long for a complete reading to settle it."
            count={draft.graceCount}
            unit={draft.graceUnit}
            days="elapsed"
            error={errors['grace']}
            onCount={(graceCount) => change({ graceCount })}
            onUnit={(graceUnit) => change({ graceUnit })}
          />
        </div>
        <div className="grid items-start gap-6 lg:grid-cols-3">
          <RadioCards<RaceDraft['joinPolicy']>
            legend="Who takes part?"
            value={draft.joinPolicy}
            onChange={(joinPolicy) => change({ joinPolicy })}
            error={errors['joinPolicy']}
            options={[
              { value: 'open', label: 'Everybody', hint: 'Whoever wagers is in.' },
              {
                value: 'opt_in',
                label: 'Who joins',
                hint: mayBeJoined
                  ? 'Players join, and what they wager from then on counts.'
                  : 'Not with this source: it cannot tell when somebody joined.',
                disabled: !mayBeJoined,
              },
            ]}
          />
          <RadioCards<RaceDraft['ties']>
            legend="Two have the same total"
            value={draft.ties}
            onChange={(ties) => change({ ties })}
            error={errors['ties']}
            options={[
              { value: 'split', label: 'They share', hint: 'What their places pay together is split evenly.' },
              { value: 'earliest', label: 'The first wins', hint: 'Who reached the total first is better.' },
            ]}
          />
          <RadioCards<RaceDraft['unclaimed']>
            legend="A place that nobody takes"
            value={draft.unclaimed}
            onChange={(unclaimed) => change({ unclaimed })}
            error={errors['unclaimed']}
            options={[
              { value: 'retain', label: 'Stays unpaid', hint: 'Its prize is kept.' },
              { value: 'redistribute', label: 'Goes to the others', hint: 'Prizes of those who qualified grow.' },
            ]}
          />
        </div>
      </div>
    </Section>
  )
}
