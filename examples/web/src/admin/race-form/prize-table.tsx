import { useRef } from 'react'
import { TextField } from '../ui/text-field.tsx'
import type { FieldErrors } from './field-errors.ts'
import type { PrizeKind, PrizeRow } from './race-draft.ts'

type Props = {
  kind: PrizeKind
  currency: string
  rows: readonly PrizeRow[]
  errors: FieldErrors
  /** The element that says what is wrong with the table as a whole. */
  tableErrorId: string | undefined
  onChange: (rows: readonly PrizeRow[]) => void
}

/** The rows of the prize split: places from, to, and what each of them gets. */
export function PrizeTable({ kind, currency, rows, errors, tableErrorId, onChange }: Props) {
  const body = useRef<HTMLTableSectionElement>(null)
  const change = (key: number, changes: Partial<PrizeRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...changes } : row)))
  const remove = (index: number) => {
    onChange(rows.filter((_, other) => other !== index))
    // The button that had the focus is gone with its row.
    body.current?.rows[Math.max(0, index - 1)]?.querySelector('input')?.focus()
  }
  const unit = kind === 'percent' ? 'Percent each' : `${currency || 'Amount'} each`
  return (
    <table className="w-full table-fixed border-separate border-spacing-x-2 border-spacing-y-1.5 text-sm">
      <caption className="sr-only">Prizes by place</caption>
      <thead>
        <tr className="text-left text-xs text-muted">
          <th scope="col" className="w-[24%] font-medium">
            From place
          </th>
          <th scope="col" className="w-[24%] font-medium">
            To place
          </th>
          <th scope="col" className="font-medium">
            {unit}
          </th>
          <th scope="col" className="w-10">
            <span className="sr-only">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row, index) => (
          <tr key={row.key} data-testid="prize-row" className="align-top">
            <td>
              <TextField
                label={`Row ${index + 1}, from place`}
                hideLabel
                value={row.from}
                onChange={(from) => change(row.key, { from })}
                error={errors[`prizes.${index}.from`]}
                inputMode="numeric"
                autoComplete="off"
                maxLength={6}
              />
            </td>
            <td>
              <TextField
                label={`Row ${index + 1}, to place`}
                hideLabel
                value={row.to}
                onChange={(to) => change(row.key, { to })}
                error={errors[`prizes.${index}.to`]}
                inputMode="numeric"
                autoComplete="off"
                placeholder="same"
                maxLength={6}
              />
            </td>
            <td>
              <TextField
                label={`Row ${index + 1}, ${unit.toLowerCase()}`}
                hideLabel
                value={row.share}
                onChange={(share) => change(row.key, { share })}
                error={errors[`prizes.${index}.share`]}
                describedBy={tableErrorId}
                inputMode="decimal"
                autoComplete="off"
                maxLength={30}
              />
            </td>
            <td>
              <button
                type="button"
                onClick={() => remove(index)}
                aria-label={`Remove row ${index + 1}`}
                className="grid size-10 place-items-center rounded-lg text-muted hover:bg-raised hover:text-down"
              >
                <svg
                  viewBox="0 0 16 16"
                  className="size-4"
                  aria-hidden
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="2"
                >
                  <path d="M3 3l10 10M13 3L3 13" />
                </svg>
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
