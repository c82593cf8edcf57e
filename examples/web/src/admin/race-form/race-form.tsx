import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { ProblemError } from '../../api/client.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { problemText } from '../ui/problem-text.ts'
import { type FieldErrors, toFieldErrors } from './field-errors.ts'
import type { DraftForm } from './use-race-draft.ts'

type Props = {
  form: DraftForm
  busy: boolean
  /** What became of the last attempt to send it. */
  failure: Error | null
  /** Sends the form, or says at which fields it cannot be sent. */
  onSend: () => FieldErrors | null
  submit: string
  cancelTo: string
  children: ReactNode
}

/** The frame of the form: sends it, and leads to the first field that is wrong. What was typed stays, whatever happens. */
export function RaceForm({ form, busy, failure, onSend, submit, cancelTo, children }: Props) {
  const element = useRef<HTMLFormElement>(null)
  const { errors, setErrors } = form
  const leadToError = useLeadToError(element)
  useEffect(() => {
    if (failure === null) return
    setErrors(failure instanceof ProblemError ? toFieldErrors(failure) : { form: problemText(failure) })
    leadToError()
    // Once for each failure, not for each change of the form that follows it.
    // eslint-disable-next-line react/exhaustive-deps
  }, [failure])

  const send = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const wrong = onSend()
    setErrors(wrong ?? {})
    if (wrong !== null) leadToError()
  }
  const count = Object.keys(errors).length
  return (
    <form ref={element} data-testid="race-form" onSubmit={send} noValidate className="space-y-6">
      {children}
      <div className="sticky bottom-0 z-10 -mx-4 border-t border-line bg-page/95 px-4 py-4 backdrop-blur sm:-mx-8 sm:px-8">
        <div role="alert">
          {count > 0 && (
            <div className="mb-3">
              <Notice
                tone="bad"
                title={
                  errors['form'] ?? (count === 1 ? 'One thing is not right yet' : `${count} things are not right yet`)
                }
              >
                {errors['form'] === undefined && 'See the marks above. Nothing of what you filled in is lost.'}
              </Notice>
            </div>
          )}
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <ButtonLink to={cancelTo}>Leave</ButtonLink>
          <Button type="submit" look="primary" busy={busy}>
            {submit}
          </Button>
        </div>
      </div>
    </form>
  )
}

/** Focuses the first control that is marked as wrong, once the marks are there. */
function useLeadToError(form: React.RefObject<HTMLFormElement | null>): () => void {
  return () => {
    setTimeout(() => {
      const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
      wrong?.focus({ preventScroll: true })
      // In the middle: at an edge of the window it would lie under the bar with the buttons.
      wrong?.scrollIntoView({ block: 'center' })
    })
  }
}
