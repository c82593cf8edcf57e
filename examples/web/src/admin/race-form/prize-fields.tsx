import { useId } from 'react'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/choice.tsx'
import { Notice } from '../ui/notice.tsx'
import { Section } from '../ui/section.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { FieldErrors } from './field-errors.ts'
import { nextRow, presetRows, presets } from './prize-distribution.ts'
import { PrizePreviewPanel } from './prize-preview-panel.tsx'
import { PrizeTable } from './prize-table.tsx'
import type { PrizeKind } from './race-draft.ts'
import type { PrizePreviewState } from './use-prize-preview.ts'
import type { DraftForm } from './use-race-draft.ts'

const kinds = [
  { value: 'percent', label: 'Percent of the pool' },
  { value: 'amount', label: 'Fixed amounts' },
] as const satisfies { value: PrizeKind; label: string }[]

/** The pool and how it is split, with what the server makes of it. */
export function PrizeFields({ form, preview }: { form: DraftForm; preview: PrizePreviewState }) {
  const { draft, change } = form
  const errorId = useId()
  // What the server says of the table while it is filled in, and what it said of it when it was sent.
  const errors: FieldErrors = { ...form.errors, ...(preview.state === 'refused' ? preview.errors : {}) }
  const tableError = errors['prizes']
  return (
    <Section title="Prizes" description="The preview shows the exact cents that the server pays out.">
      <div className="grid gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-5">
          <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_7rem_minmax(0,1fr)]">
            <TextField
              label="Prize pool"
              value={draft.prizePool}
              onChange={(prizePool) => change({ prizePool })}
              error={errors['prizePool']}
              inputMode="decimal"
              autoComplete="off"
              placeholder="1000.00"
              maxLength={30}
              required
            />
            <TextField
              label="Currency"
              value={draft.currency}
              onChange={(currency) => change({ currency: currency.toUpperCase() })}
              error={errors['currency']}
              autoComplete="off"
              spellCheck={false}
              maxLength={10}
              required
            />
            <SelectField
              label="Places get"
              value={draft.prizeKind}
              options={kinds}
              onChange={(prizeKind) => change({ prizeKind })}
            />
          </div>
          {draft.prizeKind === 'percent' && (
            <div role="group" aria-label="Start from a usual split" className="flex flex-wrap gap-2">
              {presets.map(({ label }) => (
                <Button key={label} size="small" onClick={() => change({ prizes: presetRows(label) })}>
                  {label}
                </Button>
              ))}
            </div>
          )}
          <div role="alert" id={errorId} data-testid="prize-error">
            {tableError !== undefined && (
              <Notice tone="bad" title={tableError}>
                {adviceFor(tableError)}
              </Notice>
            )}
          </div>
          <PrizeTable
            kind={draft.prizeKind}
            currency={draft.currency}
            rows={draft.prizes}
            errors={errors}
            tableErrorId={tableError === undefined ? undefined : errorId}
            onChange={(prizes) => change({ prizes })}
          />
          <Button onClick={() => change({ prizes: [...draft.prizes, nextRow(draft.prizes)] })}>Add places</Button>
        </div>
        <PrizePreviewPanel state={preview} currency={draft.currency} />
      </div>
    </Section>
  )
}

function adviceFor(error: string): string | null {
  if (error.startsWith('The shares add up'))
    return 'They may add up to 100 % at most. A row of several places counts once for each of them.'
  if (error.startsWith('The amounts add up')) return 'Lower an amount, or raise the pool.'
  return null
}
