import type { AdminRace, EntrantDetail } from '@goated/example-contract'
import { type FormEvent, useState } from 'react'
import { formatAmount } from '../../format/amount.ts'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { RadioCards } from '../ui/choice.tsx'
import { isDecimal } from '../ui/decimal-text.ts'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { useSay } from '../ui/said.tsx'
import { LongTextField, TextField } from '../ui/text-field.tsx'

type Props = { race: AdminRace; entrant: EntrantDetail; onClose: () => void }

export function AdjustDialog({ race, entrant, onClose }: Props) {
  const [direction, setDirection] = useState<'add' | 'take'>('add')
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const adjust = useTell('POST /api/admin/races/:id/entrants/:userId/adjustments')
  const say = useSay()
  const good = isDecimal(amount)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (!good || reason.trim() === '' || adjust.isPending) return
    const signed = direction === 'take' ? `-${amount.trim()}` : amount.trim()
    adjust.mutate(
      { params: { id: race.id, userId: entrant.userId }, body: { amount: signed, reason } },
      {
        onSuccess: () => {
          onClose()
          say(`The total of ${entrant.username} was adjusted.`)
        },
      },
    )
  }
  return (
    <Dialog title={`Adjust the total of ${entrant.username}`} onClose={onClose}>
      <form onSubmit={submit} noValidate className="space-y-4">
        <p className="text-sm text-pretty text-muted">
          The total is {formatAmount(entrant.total, race.currency)} now. An adjustment outlives later readings and can
          be reverted until the race is completed.
        </p>
        <ProblemNotice error={adjust.error} title="Nothing was changed" />
        <RadioCards
          legend="Direction"
          value={direction}
          onChange={setDirection}
          options={[
            { value: 'add', label: 'Add to the total' },
            { value: 'take', label: 'Take from the total' },
          ]}
        />
        <TextField
          label={`Amount in ${race.currency}`}
          value={amount}
          onChange={setAmount}
          inputMode="decimal"
          autoComplete="off"
          hint="Such as 250 or 12.50; up to 8 decimals."
          error={asked && !good ? 'Write a plain number, without signs and separators.' : undefined}
          maxLength={40}
          required
        />
        <LongTextField
          label="Reason"
          hint="Everybody sees it beside the amount."
          value={reason}
          onChange={setReason}
          error={asked && reason.trim() === '' ? 'Say why.' : undefined}
          maxLength={1000}
          required
        />
        <DialogButtons>
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" look="primary" busy={adjust.isPending}>
            {direction === 'add' ? 'Add' : 'Take'}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
