import { choiceRules, ruleChoices } from '../races/rule-choices.ts'
import { RadioCards } from '../ui/choice.tsx'
import { Section } from '../ui/section.tsx'
import { TextField } from '../ui/text-field.tsx'
import { LengthField } from './length-field.tsx'
import type { DraftForm } from './use-race-draft.ts'

const notJoinable = { hint: 'Not with this source: it cannot tell when somebody joined.', disabled: true }

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
          {choiceRules.map((rule) => (
            <RadioCards<string>
              key={rule}
              legend={ruleChoices[rule].question}
              value={draft[rule]}
              onChange={(value) => change({ [rule]: value })}
              error={errors[rule]}
              options={ruleChoices[rule].options.map((option) =>
                option.value === 'opt_in' && !mayBeJoined ? { ...option, ...notJoinable } : option,
              )}
            />
          ))}
        </div>
      </div>
    </Section>
  )
}
