import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog, DialogButtons } from './dialog.tsx'
import { ProblemNotice } from './notice.tsx'
import { LongTextField } from './text-field.tsx'

type Props = {
  title: string
  children: ReactNode
  label: string
  hint?: string
  /** It may be left empty. */
  optional?: boolean
  confirm: string
  keep: string
  busy: boolean
  error: Error | null
  onConfirm: (reason: string) => void
  onClose: () => void
}

/** Asks for a reason before something is done that others will ask about. */
export function ReasonDialog(props: Props) {
  const { title, children, label, hint, optional = false, confirm, keep, busy, error, onConfirm, onClose } = props
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const given = reason.trim() !== ''
    setMissing(!given && !optional)
    if (!busy && (given || optional)) onConfirm(reason.trim())
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate className="space-y-4">
        <div className="space-y-2 text-sm text-pretty">{children}</div>
        <ProblemNotice error={error} />
        <LongTextField
          label={optional ? `${label} (optional)` : label}
          hint={hint}
          value={reason}
          onChange={(text) => {
            setReason(text)
            setMissing(false)
          }}
          error={missing ? 'Say why. It goes on record.' : undefined}
          maxLength={1000}
          required={!optional}
        />
        <DialogButtons>
          <Button onClick={onClose}>{keep}</Button>
          <Button type="submit" look="danger" busy={busy}>
            {confirm}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
