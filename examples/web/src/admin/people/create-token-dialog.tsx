import { type FormEvent, useState } from 'react'
import { serverNow } from '../../live/clock.ts'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { CheckField, SelectField } from '../ui/choice.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { type Scope, scopes } from './scope-wording.ts'

const DAY_MS = 86_400_000
const lives = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'Never' },
] as const
type Life = (typeof lives)[number]['value']

export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const create = useTell('POST /api/admin/tokens')
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Scope[]>([])
  const [life, setLife] = useState<Life>('90')
  const [asked, setAsked] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (name.trim() === '' || chosen.length === 0 || create.isPending) return
    const expiresAt =
      life === 'never' ? {} : { expiresAt: new Date(serverNow() + parseInt(life, 10) * DAY_MS).toISOString() }
    create.mutate({ body: { name, scopes: [...chosen], ...expiresAt } })
  }
  if (create.data) return <SecretDialog secret={create.data.token} onClose={onClose} />
  return (
    <Dialog title="New token" onClose={onClose}>
      <form onSubmit={submit} noValidate className="space-y-5" data-testid="token-form">
        <ProblemNotice error={create.error} title="No token was created" />
        <TextField
          label="Name"
          hint="What it is for, so that you know which one to revoke."
          value={name}
          onChange={setName}
          error={asked && name.trim() === '' ? 'Give it a name.' : undefined}
          autoComplete="off"
          maxLength={100}
          required
        />
        <fieldset>
          <legend className="mb-2 text-sm font-semibold">What it may do</legend>
          <div className="space-y-2.5">
            {scopes.map(({ scope, meaning }) => (
              <CheckField
                key={scope}
                label={scope}
                hint={meaning}
                checked={chosen.includes(scope)}
                onChange={(checked) =>
                  setChosen(checked ? [...chosen, scope] : chosen.filter((other) => other !== scope))
                }
              />
            ))}
          </div>
          {asked && chosen.length === 0 && (
            <p role="alert" className="mt-2 text-sm font-medium text-down">
              Choose at least one.
            </p>
          )}
        </fieldset>
        <SelectField label="It ends" value={life} options={lives} onChange={setLife} />
        <DialogButtons>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="primary" busy={create.isPending}>
            Create
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog title="Copy the token now" onClose={onClose}>
      <div className="space-y-4 text-sm">
        <Notice tone="warn">It is shown only now. Whoever has it can do what it may do.</Notice>
        <code data-testid="token-secret" className="block rounded-xl bg-raised p-4 font-mono break-all select-all">
          {secret}
        </code>
        <CopyButton text={secret} />
        <p className="text-pretty text-muted">
          Programs send it with each request, in the header <code className="font-mono">Authorization: Bearer …</code>
        </p>
      </div>
      <DialogButtons>
        <Button look="primary" onClick={onClose}>
          I have stored it
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
