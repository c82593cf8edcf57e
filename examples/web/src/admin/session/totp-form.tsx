import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { CodeField } from './code-field.tsx'
import { useKeepSession } from './session.ts'
import { signOut } from './sign-out.ts'

/** The second step of signing in. */
export function TotpForm() {
  const [code, setCode] = useState('')
  const keepSession = useKeepSession()
  const confirm = useTell('POST /api/auth/totp')
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (confirm.isPending) return
    confirm.mutate({ body: { code: code.trim() } }, { onSuccess: keepSession, onError: () => setCode('') })
  }
  return (
    <form ref={form} data-testid="totp-form" onSubmit={submit} className="space-y-4">
      <h1 className="text-2xl display">One more step</h1>
      <ProblemNotice error={confirm.error} title="Not signed in" />
      <CodeField value={code} onChange={setCode} recovery />
      <div className="grid gap-2 pt-2">
        <Button type="submit" look="primary" busy={confirm.isPending}>
          Continue
        </Button>
        <Button look="quiet" onClick={() => void signOut()}>
          Sign in as somebody else
        </Button>
      </div>
    </form>
  )
}
