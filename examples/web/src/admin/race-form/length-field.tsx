import { SelectField } from '../ui/choice.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { DurationUnit } from './race-draft.ts'

const short = [
  { value: 'seconds', label: 'Seconds' },
  { value: 'minutes', label: 'Minutes' },
  { value: 'hours', label: 'Hours' },
] as const
/** Days of the calendar may be an hour longer or shorter than others. */
const units = {
  elapsed: [...short, { value: 'days', label: 'Days of 24 hours' }],
  calendar: [...short, { value: 'days', label: 'Days' }, { value: 'weeks', label: 'Weeks' }],
} as const

type Props = {
  label: string
  hint?: string
  count: string
  unit: DurationUnit
  days: keyof typeof units
  error: string | undefined
  onCount: (count: string) => void
  onUnit: (unit: DurationUnit) => void
}

/** A length of time: how many of which unit. */
export function LengthField({ label, hint, count, unit, days, error, onCount, onUnit }: Props) {
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <TextField
        label={label}
        hint={hint}
        value={count}
        onChange={onCount}
        error={error}
        inputMode="numeric"
        autoComplete="off"
        maxLength={7}
        required
      />
      <SelectField label="Unit" value={unit} options={units[days]} onChange={onUnit} />
    </div>
  )
}
