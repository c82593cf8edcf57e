import { type ReactNode, useId } from 'react'

/** What ties a control to its label, hint and error. */
export type Wiring = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

type Props = {
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** An element elsewhere that says more, such as the error of a whole table. */
  describedBy?: string | undefined
  hideLabel?: boolean
  children: (wiring: Wiring) => ReactNode
}

/** A control with everything around it. The control itself is the caller's. */
export function Field({ label, hint, error, describedBy, hideLabel = false, children }: Props) {
  const id = useId()
  const descriptions = [
    error === undefined ? undefined : `${id}-error`,
    hint === undefined ? undefined : `${id}-hint`,
    describedBy,
  ].filter((part) => part !== undefined)
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1.5 block text-sm font-semibold'}>
        {label}
      </label>
      {children({
        id,
        ...(descriptions.length === 0 ? {} : { 'aria-describedby': descriptions.join(' ') }),
        ...(error === undefined && describedBy === undefined ? {} : { 'aria-invalid': true }),
      })}
      {error !== undefined && (
        <p id={`${id}-error`} className="mt-1.5 text-sm font-medium text-pretty text-down">
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-pretty text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

/** The look that all controls share. */
export const controlLook =
  'w-full min-w-0 scroll-my-32 rounded-lg border border-muted/60 bg-page px-3 text-base placeholder:text-muted aria-invalid:border-down sm:text-sm'
