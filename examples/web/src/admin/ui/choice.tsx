import { type ReactNode, useId } from 'react'
import { controlLook, Field } from './field.tsx'

export type Option<Value extends string> = { value: Value; label: string; hint?: ReactNode; disabled?: boolean }

type SelectProps<Value extends string> = {
  label: string
  value: Value
  options: readonly Option<Value>[]
  onChange: (value: Value) => void
  hint?: ReactNode
  error?: string | undefined
  hideLabel?: boolean
}

export function SelectField<Value extends string>(props: SelectProps<Value>) {
  const { label, value, options, onChange, hint, error, hideLabel } = props
  return (
    <Field label={label} hint={hint} error={error} {...(hideLabel ? { hideLabel } : {})}>
      {(wiring) => (
        <select
          {...wiring}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value as Value)}
          className={`h-10 ${controlLook}`}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

type RadioProps<Value extends string> = {
  legend: string
  value: Value | undefined
  options: readonly Option<Value>[]
  onChange: (value: Value) => void
  error?: string | undefined
}

/** A choice whose options need a sentence each. */
export function RadioCards<Value extends string>({ legend, value, options, onChange, error }: RadioProps<Value>) {
  const name = useId()
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-semibold">{legend}</legend>
      <div className="grid gap-2">
        {options.map((option, index) => (
          <label
            key={option.value}
            className="flex gap-3 rounded-xl border border-muted/60 p-3 text-sm has-checked:border-gold has-checked:bg-gold-fill/10 has-disabled:opacity-60"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
              aria-describedby={
                [option.hint === undefined ? '' : `${name}-${index}`, error === undefined ? '' : `${name}-error`]
                  .filter(Boolean)
                  .join(' ') || undefined
              }
              aria-labelledby={`${name}-${index}-label`}
              className="mt-0.5 size-4 shrink-0 accent-gold"
            />
            <span className="min-w-0">
              <span id={`${name}-${index}-label`} className="block font-semibold">
                {option.label}
              </span>
              {option.hint !== undefined && (
                <span id={`${name}-${index}`} className="mt-0.5 block text-pretty text-muted">
                  {option.hint}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p id={`${name}-error`} className="mt-1.5 text-sm font-medium text-down">
          {error}
        </p>
      )}
    </fieldset>
  )
}

type CheckProps = { label: string; hint?: string; checked: boolean; onChange: (checked: boolean) => void }

export function CheckField({ label, hint, checked, onChange }: CheckProps) {
  const id = useId()
  return (
    <div className="flex gap-3 text-sm">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        className="mt-0.5 size-4 shrink-0 accent-gold"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-pretty text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
