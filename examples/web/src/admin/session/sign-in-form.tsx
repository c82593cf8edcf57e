import { type FormEvent, useEffect, useRef, useState } from 'react'
import { ProblemError } from '../../api/client.ts'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useKeepSession } from './session.ts'

export function SignInForm({ interrupted }: { interrupted: boolean }) {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const keepSession = useKeepSession()
  const signIn = useTell('POST /api/auth/login')
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (signIn.isPending) return
    signIn.mutate({ body: { username, password } }, { onSuccess: keepSession, onError: () => setPassword('') })
  }
  const locked = signIn.error instanceof ProblemError && signIn.error.code === 'SIGN_IN_LOCKED'
  return (
    <form ref={form} data-testid="sign-in-form" onSubmit={submit} className="space-y-4">
      <h1 className="text-2xl display">Sign in</h1>
      {interrupted && (
        <Notice tone="warn" title="Your session has ended" role="status">
          Sign in again and go on where you were. What you had filled in is still there.
        </Notice>
      )}
      <ProblemNotice error={signIn.error} title={locked ? 'Too many attempts' : 'Not signed in'} />
      <TextField
        label="Name or e-mail"
        name="username"
        value={username}
        onChange={setUsername}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={256}
        required
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        maxLength={256}
        required
      />
      <div className="grid pt-2">
        <Button type="submit" look="primary" busy={signIn.isPending}>
          Sign in
        </Button>
      </div>
    </form>
  )
}
