import type { AdminRace, EntrantDetail } from '@goated/example-contract'
import { type FormEvent, useState } from 'react'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { RadioCards } from '../ui/choice.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { useSay } from '../ui/said.tsx'
import { LongTextField } from '../ui/text-field.tsx'
import { decisionNames, explainDecision } from './decision-wording.ts'
import { describeFlag, flagsToDecide } from './flag-wording.ts'

type DecisionKind = EntrantDetail['decisionsDue'][number]

/** What is to be decided about an entrant, each possibility with what it means. */
export function DecideForm({ race, entrant }: { race: AdminRace; entrant: EntrantDetail }) {
  const [kind, setKind] = useState<DecisionKind>()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const decide = useTell('POST /api/admin/races/:id/entrants/:userId/decisions')
  const say = useSay()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (kind === undefined || reason.trim() === '' || decide.isPending) return
    decide.mutate(
      { params: { id: race.id, userId: entrant.userId }, body: { kind, reason } },
      { onSuccess: () => say('Your decision is recorded, and the total was computed again.') },
    )
  }
  const causes = entrant.flags.filter((flag) => flagsToDecide.includes(flag))
  return (
    <form
      data-testid="decide-form"
      onSubmit={submit}
      noValidate
      aria-labelledby="decide-title"
      className="space-y-4 rounded-2xl border border-gold-fill/40 bg-gold-fill/5 p-4 sm:p-6"
    >
      <div>
        <h2 id="decide-title" className="text-lg display">
          A decision is due
        </h2>
        {causes.map((flag) => (
          <p key={flag} className="mt-1 max-w-prose text-sm text-pretty text-muted">
            {describeFlag(flag).meaning}
            {flag === 'held' && ` By now ${entrant.heldReadings} readings are held back.`}
          </p>
        ))}
      </div>
      <ProblemNotice error={decide.error} title="Nothing was decided" />
      <RadioCards
        legend="What is true?"
        value={kind}
        onChange={setKind}
        options={entrant.decisionsDue.map((value) => ({
          value,
          label: decisionNames[value],
          hint: explainDecision(value, entrant, race.currency),
        }))}
        error={asked && kind === undefined ? 'Choose one.' : undefined}
      />
      <LongTextField
        label="Reason"
        hint="It goes on record with your name."
        value={reason}
        onChange={setReason}
        error={asked && reason.trim() === '' ? 'Say why.' : undefined}
        maxLength={1000}
        required
      />
      <Button type="submit" look="primary" busy={decide.isPending}>
        Decide
      </Button>
    </form>
  )
}
