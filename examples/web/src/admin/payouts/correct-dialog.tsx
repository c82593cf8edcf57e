import type { Payout } from '@goated/example-contract'
import { formatAmount } from '../../format/amount.ts'
import { useTell } from '../data/use-ask.ts'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { useSay } from '../ui/said.tsx'

type Props = { payout: Payout; onClose: () => void }

/** Says that the last entry of a payout is wrong. Both entries stay, and the prize is owed again. */
export function CorrectDialog({ payout, onClose }: Props) {
  const correct = useTell('POST /api/admin/payouts/:id/correct')
  const say = useSay()
  const last = payout.entries.at(-1)
  if (!last) return null
  return (
    <ReasonDialog
      title={payout.status === 'paid' ? 'Not paid after all?' : 'Not voided after all?'}
      label="What was wrong"
      confirm="Correct"
      keep="Leave it"
      busy={correct.isPending}
      error={correct.error}
      onClose={onClose}
      onConfirm={(reason) =>
        correct.mutate(
          { params: { id: payout.id }, body: { corrects: last.id, reason } },
          {
            onSuccess: () => {
              onClose()
              say(`The prize of ${payout.username} is owed again.`)
            },
          },
        )
      }
    >
      <p>
        {formatAmount(payout.amount, payout.currency)} to {payout.username} is owed again. The entry that says{' '}
        {payout.status} stays on record beside this correction.
      </p>
    </ReasonDialog>
  )
}
