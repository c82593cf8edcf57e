import { type FormEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { ProblemError } from '../../api/client.ts'
import { StepUpContext } from '../data/step-up-context.ts'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { CodeField } from './code-field.tsx'
import { useKeepSession, useSessionState } from './session.ts'

/**
 * Lets everything below it ask for a fresh proof of who is signed in. Several requests that are refused at the same time
 * open one dialog, and all go on with its answer.
 */
export function StepUpProvider({ children }: { children: ReactNode }) {
  const [answer, setAnswer] = useState<((proved: boolean) => void) | null>(null)
  const asking = useRef<Promise<boolean> | null>(null)
  const ask = useCallback(() => {
    asking.current ??= new Promise<boolean>((resolve) => setAnswer(() => resolve)).finally(() => {
      asking.current = null
      setAnswer(null)
    })
    return asking.current
  }, [])
  return (
    <StepUpContext value={ask}>
      {children}
      {answer && <StepUpDialog onDone={answer} />}
    </StepUpContext>
  )
}

function StepUpDialog({ onDone }: { onDone: (proved: boolean) => void }) {
  const byCode = useSessionState().data?.user?.hasTotp ?? true
  const [proof, setProof] = useState('')
  const keepSession = useKeepSession()
  const show = useTell('POST /api/auth/step-up')
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    // Once the dialog is open: until then nothing in it can have the focus.
    const timer = setTimeout(() => form.current?.querySelector('input')?.focus())
    return () => clearTimeout(timer)
  }, [])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (show.isPending) return
    show.mutate(
      { body: byCode ? { code: proof.trim() } : { password: proof } },
      {
        onSuccess: (state) => {
          keepSession(state)
          onDone(true)
        },
        onError: (error) => {
          setProof('')
          // Whoever is signed out by now has to sign in instead.
          if (error instanceof ProblemError && error.status === 401) onDone(false)
        },
      },
    )
  }
  return (
    <Dialog title="Confirm that it is you" onClose={() => onDone(false)}>
      <form ref={form} onSubmit={submit} className="space-y-4" data-testid="step-up-form">
        <p className="text-sm text-pretty text-muted">
          {byCode
            ? 'This needs a code that is not older than ten minutes.'
            : 'This needs your password, typed within the last ten minutes.'}{' '}
          What you were doing goes on afterwards.
        </p>
        <ProblemNotice error={show.error} title="Not confirmed" />
        {byCode ? (
          <CodeField value={proof} onChange={setProof} recovery />
        ) : (
          <TextField
            label="Password"
            type="password"
            value={proof}
            onChange={setProof}
            autoComplete="current-password"
            maxLength={256}
            required
          />
        )}
        <DialogButtons>
          <Button onClick={() => onDone(false)}>Not now</Button>
          <Button type="submit" look="primary" busy={show.isPending}>
            Confirm
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
