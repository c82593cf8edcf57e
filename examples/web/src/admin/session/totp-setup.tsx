import { type FormEvent, useState } from 'react'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { CodeField } from './code-field.tsx'
import { QrCode } from './qr-code.tsx'

/** Ties an authenticator app to the account; done once a code has proved that the app has the secret. */
export function TotpSetup({ onDone }: { onDone: (recoveryCodes: readonly string[]) => void }) {
  const [code, setCode] = useState('')
  const start = useTell('POST /api/me/totp')
  const finish = useTell('POST /api/me/totp/confirm')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (finish.isPending) return
    finish.mutate(
      { body: { code: code.trim() } },
      { onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes), onError: () => setCode('') },
    )
  }
  if (start.data === undefined)
    return (
      <div data-testid="totp-setup" className="space-y-4">
        <ProblemNotice error={start.error} />
        <p className="text-sm text-pretty">
          You need an authenticator app, such as the one in your password manager. The next step shows a code to scan.
        </p>
        <Button look="primary" busy={start.isPending} onClick={() => start.mutate({})}>
          Set up the app
        </Button>
      </div>
    )

  const { secret, uri } = start.data
  return (
    <form data-testid="totp-setup" onSubmit={submit} className="space-y-5">
      <div className="space-y-3">
        <p className="text-sm font-semibold">1. Scan this with the app</p>
        <QrCode text={uri} />
        <details className="text-sm">
          <summary className="text-muted underline underline-offset-4">I cannot scan it</summary>
          <p className="mt-2 text-muted">Type this into the app, as a time-based key:</p>
          <div className="mt-2 flex flex-wrap items-center gap-2">
            <code data-testid="totp-secret" className="rounded-lg bg-raised px-3 py-2 font-mono text-sm break-all">
              {secret}
            </code>
            <CopyButton text={secret} />
          </div>
        </details>
      </div>
      <div className="space-y-3">
        <p className="text-sm font-semibold">2. Type the code that the app shows</p>
        <ProblemNotice error={finish.error} />
        <CodeField value={code} onChange={setCode} />
        <Button type="submit" look="primary" busy={finish.isPending}>
          Confirm
        </Button>
      </div>
    </form>
  )
}
