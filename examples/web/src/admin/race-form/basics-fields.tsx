import { typeNames } from '../races/race-wording.ts'
import { RadioCards, SelectField } from '../ui/choice.tsx'
import { Section } from '../ui/section.tsx'
import { LongTextField, TextField } from '../ui/text-field.tsx'
import type { RaceDraft } from './race-draft.ts'
import type { DraftForm } from './use-race-draft.ts'

const types = (['weekly', 'monthly', 'weekend', 'custom'] as const).map((value) => ({ value, label: typeNames[value] }))

type Props = {
  form: DraftForm
  /** Whether it may still become a series. */
  choosesKind: boolean
  /** Only the words may change. */
  wordsOnly?: boolean
}

export function BasicsFields({ form: { draft, change, errors }, choosesKind, wordsOnly = false }: Props) {
  return (
    <Section title="Basics">
      <div className="space-y-5">
        {choosesKind && (
          <RadioCards<RaceDraft['kind']>
            legend="What is it?"
            value={draft.kind}
            onChange={(kind) => change({ kind })}
            options={[
              { value: 'race', label: 'A single race', hint: 'With a start and an end of its own.' },
              {
                value: 'series',
                label: 'A series',
                hint: 'Each race is followed by the next by itself, until you stop it.',
              },
            ]}
          />
        )}
        <div className="grid items-start gap-5 sm:grid-cols-[minmax(0,1fr)_12rem]">
          <TextField
            label="Title"
            value={draft.title}
            onChange={(title) => change({ title })}
            error={errors['title']}
            autoComplete="off"
            placeholder="Weekend race"
            maxLength={200}
            required
          />
          {!wordsOnly && (
            <SelectField
              label="Type"
              value={draft.type}
              options={types}
              onChange={(type) => change({ type })}
              error={errors['type']}
            />
          )}
        </div>
        <LongTextField
          label="Description"
          hint="What it is about, in a sentence or two. It stands on the board."
          value={draft.description}
          onChange={(description) => change({ description })}
          error={errors['description']}
          maxLength={5000}
        />
        <LongTextField
          label="Rules"
          hint="Your own terms. How totals and prizes come about is written down already."
          value={draft.rules}
          onChange={(rules) => change({ rules })}
          error={errors['rules']}
          rows={5}
          maxLength={20_000}
        />
      </div>
    </Section>
  )
}
