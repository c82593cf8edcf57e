import type { ComponentProps, ReactNode } from 'react'
import { controlLook, Field } from './field.tsx'

type Shared = {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  error?: string | undefined
  describedBy?: string | undefined
  hideLabel?: boolean
}

type TextProps = Shared & Omit<ComponentProps<'input'>, keyof Shared | 'className' | 'children'>

export function TextField({ label, value, onChange, hint, error, describedBy, hideLabel, ...rest }: TextProps) {
  return (
    <Field label={label} hint={hint} error={error} describedBy={describedBy} {...(hideLabel ? { hideLabel } : {})}>
      {(wiring) => (
        <input
          {...rest}
          {...wiring}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          className={`h-10 ${controlLook}`}
        />
      )}
    </Field>
  )
}

type LongProps = Shared & { rows?: number; maxLength?: number; required?: boolean }

export function LongTextField({ label, value, onChange, hint, error, rows = 3, ...rest }: LongProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <textarea
          {...wiring}
          rows={rows}
          maxLength={rest.maxLength}
          required={rest.required}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          className={`block py-2 ${controlLook}`}
        />
      )}
    </Field>
  )
}
