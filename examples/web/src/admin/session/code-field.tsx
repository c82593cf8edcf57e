import { useState } from 'react'
import { TextField } from '../ui/text-field.tsx'

type Props = {
  value: string
  onChange: (code: string) => void
  /** A recovery code will do too. */
  recovery?: boolean
  error?: string | undefined
}

/** Six digits of an app, which phones and password managers offer to fill in; or a recovery code. */
export function CodeField({ value, onChange, recovery = false, error }: Props) {
  const [kind, setKind] = useState<'app' | 'recovery'>('app')
  const other = kind === 'app' ? 'recovery' : 'app'
  return (
    <div className="space-y-2">
      <TextField
        key={kind}
        label={kind === 'app' ? 'Code from your app' : 'Recovery code'}
        hint={
          kind === 'app' ? 'Six digits, new every 30 seconds.' : 'One of those you stored. Each can be used only once.'
        }
        name="code"
        value={value}
        onChange={onChange}
        error={error}
        inputMode={kind === 'app' ? 'numeric' : 'text'}
        autoComplete={kind === 'app' ? 'one-time-code' : 'off'}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
        required
      />
      {recovery && (
        <button
          type="button"
          className="text-sm text-muted underline underline-offset-4 hover:text-ink"
          onClick={() => {
            setKind(other)
            onChange('')
          }}
        >
          {kind === 'app' ? 'I have no access to my app: use a recovery code' : 'Use the code from my app'}
        </button>
      )}
    </div>
  )
}
