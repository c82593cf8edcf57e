import { type FormEvent, useState } from 'react'
import { ProblemError } from '../../api/client.ts'
import { useTell } from '../data/use-ask.ts'
import { useAdmin } from '../session/session.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { useSay } from '../ui/said.tsx'
import { TextField } from '../ui/text-field.tsx'

const SHORTEST = 8

export function PasswordForm() {
  const { username } = useAdmin()
  const [password, setPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const change = useTell('POST /api/me/password')
  const say = useSay()
  const wrong = change.error instanceof ProblemError && change.error.code === 'PASSWORD_WRONG'

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTooShort(newPassword.length < SHORTEST)
    if (change.isPending || newPassword.length < SHORTEST) return
    change.mutate(
      { body: { password, newPassword } },
      {
        onSuccess: () => {
          setPassword('')
          setNewPassword('')
          say('Your password was changed.')
        },
      },
    )
  }
  return (
    <form onSubmit={submit} className="space-y-4" noValidate>
      {!wrong && <ProblemNotice error={change.error} />}
      {/* Password managers file a password under the name beside it. */}
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <TextField
        label="Present password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={wrong ? 'This is not your present password.' : undefined}
        maxLength={256}
        required
      />
      <TextField
        label="New password"
        type="password"
        value={newPassword}
        onChange={setNewPassword}
        autoComplete="new-password"
        hint={`At least ${SHORTEST} characters. A long sentence is better than a short puzzle.`}
        error={tooShort ? `Use at least ${SHORTEST} characters.` : undefined}
        maxLength={256}
        required
      />
      <Button type="submit" look="primary" busy={change.isPending}>
        Change password
      </Button>
    </form>
  )
}
