import type { Payout } from '@goated/example-contract'
import { type FormEvent, useState } from 'react'
import { AmountText } from '../../format/amount-text.tsx'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { useSay } from '../ui/said.tsx'
import { TextField } from '../ui/text-field.tsx'

export type Settlement = 'paid' | 'voided'

type Props = { payout: Payout; as: Settlement; onClose: () => void }

/** Records what became of a prize. What is recorded stays, so it says again whom and how much it is about. */
export function SettleDialog({ payout, as, onClose }: Props) {
  const [reference, setReference] = useState('')
  const [asked, setAsked] = useState(false)
  const settle = useTell('POST /api/admin/payouts/:id/settle')
  const say = useSay()
  const paying = as === 'paid'
  const missing = !paying && reference.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (missing || settle.isPending) return
    settle.mutate(
      {
        params: { id: payout.id },
        body: { status: as, ...(reference.trim() === '' ? {} : { reference: reference.trim() }) },
      },
      {
        onSuccess: () => {
          onClose()
          say(paying ? `Recorded as paid to ${payout.username}.` : `The prize of ${payout.username} was voided.`)
        },
      },
    )
  }
  return (
    <Dialog title={paying ? 'Record as paid?' : 'Void this prize?'} onClose={onClose}>
      <form onSubmit={submit} noValidate className="space-y-4" data-testid="settle-form">
        <div className="rounded-xl bg-raised p-4">
          <p className="text-2xl display">
            <AmountText amount={payout.amount} currency={payout.currency} />
          </p>
          <p className="mt-1 text-sm wrap-anywhere">
            {paying ? 'paid to' : 'not paid to'} <strong>{payout.username}</strong>, place {payout.place} of{' '}
            {payout.raceTitle} (No. {payout.raceId})
          </p>
        </div>
        <p className="text-sm text-pretty text-muted">
          {paying
            ? 'Record it after the money was sent. This sends nothing by itself. A mistake is corrected by a further entry.'
            : 'The prize will not be paid, and the reason stays on record. A mistake is corrected by a further entry.'}
        </p>
        <ProblemNotice error={settle.error} title="Nothing was recorded" />
        <TextField
          label={paying ? 'Reference' : 'Reason'}
          hint={paying ? "The payment's id, so that it can be found again." : undefined}
          value={reference}
          onChange={setReference}
          error={asked && missing ? 'Say why it is not paid.' : undefined}
          autoComplete="off"
          maxLength={200}
          required={!paying}
        />
        <DialogButtons>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look={paying ? 'primary' : 'danger'} busy={settle.isPending}>
            {paying ? 'Record as paid' : 'Void'}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
