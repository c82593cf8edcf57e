import type { AdminRace } from '@goated/example-contract'
import { formatAmount, formatCount } from '../../format/amount.ts'
import { useTell } from '../data/use-ask.ts'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { useSay } from '../ui/said.tsx'

export function CancelRaceDialog({ race, onClose }: { race: AdminRace; onClose: () => void }) {
  const cancel = useTell('POST /api/admin/races/:id/cancel')
  const say = useSay()
  return (
    <ReasonDialog
      title="Cancel this race?"
      label="Why is it cancelled?"
      hint="Entrants may read this."
      confirm="Cancel the race"
      keep="Keep it"
      busy={cancel.isPending}
      error={cancel.error}
      onClose={onClose}
      onConfirm={(reason) =>
        cancel.mutate(
          { params: { id: race.id }, body: { reason } },
          {
            onSuccess: () => {
              onClose()
              say('The race was cancelled.')
            },
          },
        )
      }
    >
      <p>
        <strong>{race.title}</strong>, with {formatCount(race.entrants)} {race.entrants === 1 ? 'entrant' : 'entrants'}{' '}
        and a pool of {formatAmount(race.prizePool, race.currency)}, ends at once. Nobody is paid.
      </p>
      <p>This cannot be undone.{race.seriesId !== null && ' To end its series as well, stop the series.'}</p>
    </ReasonDialog>
  )
}
