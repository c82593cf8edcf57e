import { type FormEvent, useState } from 'react'
import { useTell } from '../data/use-ask.ts'
import { RecoveryCodes } from '../session/recovery-codes.tsx'
import { TotpSetup } from '../session/totp-setup.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Pill } from '../ui/pill.tsx'
import { useSay } from '../ui/said.tsx'
import { TextField } from '../ui/text-field.tsx'

/** Sets up, replaces or removes the second factor of whoever is signed in. */
export function SecondFactor({ enabled }: { enabled: boolean }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [removing, setRemoving] = useState(false)
  const renew = useTell('POST /api/me/totp/recovery-codes')
  if (codes !== null)
    return (
      <>
        <h3 className="mb-3 font-semibold">Store your recovery codes</h3>
        <RecoveryCodes codes={codes} onStored={() => setCodes(null)} heading="none" />
      </>
    )
  if (!enabled) return <TotpSetup onDone={setCodes} />
  return (
    <div className="space-y-4">
      <Pill tone="good">On</Pill>
      <p className="text-sm text-pretty text-muted">
        To move to another phone, remove the second factor and set it up again. New recovery codes come with it. Each of
        these changes signs you out everywhere else.
      </p>
      <ProblemNotice error={renew.error} title="The codes are as they were" />
      <div className="flex flex-wrap gap-2">
        <Button
          busy={renew.isPending}
          onClick={() => renew.mutate({}, { onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes) })}
        >
          New recovery codes
        </Button>
        <Button look="danger" onClick={() => setRemoving(true)}>
          Remove or replace
        </Button>
      </div>
      {removing && <RemoveDialog onClose={() => setRemoving(false)} />}
    </div>
  )
}

function RemoveDialog({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('')
  const remove = useTell('POST /api/me/totp/remove')
  const say = useSay()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (remove.isPending) return
    remove.mutate(
      { body: { password } },
      {
        onSuccess: () => {
          onClose()
          say('The second factor was removed.')
        },
        onError: () => setPassword(''),
      },
    )
  }
  return (
    <Dialog title="Remove the second factor" onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <p className="text-sm text-pretty text-muted">
          From then on your password alone signs you in, until you set up an app again. Your recovery codes stop
          working, and you are signed out everywhere else.
        </p>
        <ProblemNotice error={remove.error} />
        <TextField
          label="Password"
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          maxLength={256}
          required
        />
        <DialogButtons>
          <Button onClick={onClose}>Keep it</Button>
          <Button type="submit" look="danger" busy={remove.isPending}>
            Remove
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
