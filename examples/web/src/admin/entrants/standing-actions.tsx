import type { AdminRace, EntrantDetail } from '@goated/example-contract'
import { useState } from 'react'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { useSay } from '../ui/said.tsx'

type Props = { race: AdminRace; entrant: EntrantDetail }

/** Takes an entrant out of the standings, or puts them back. */
export function StandingActions({ race, entrant }: Props) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const out = entrant.disqualifiedAt !== null
  if (race.status === 'completed' || race.status === 'cancelled') return null
  return (
    <>
      <Button look={out ? 'plain' : 'danger'} onClick={() => setOpen(true)}>
        {out ? 'Reinstate' : 'Disqualify'}
      </Button>
      {open &&
        (out ? (
          <ReinstateDialog race={race} entrant={entrant} onClose={close} />
        ) : (
          <DisqualifyDialog race={race} entrant={entrant} onClose={close} />
        ))}
    </>
  )
}

function DisqualifyDialog({ race, entrant, onClose }: Props & { onClose: () => void }) {
  const disqualify = useTell('POST /api/admin/races/:id/entrants/:userId/disqualify')
  const say = useSay()
  return (
    <ReasonDialog
      title={`Disqualify ${entrant.username}?`}
      label="Reason"
      hint="Everybody sees it, also in the archive."
      confirm="Disqualify"
      keep="Keep in the race"
      busy={disqualify.isPending}
      error={disqualify.error}
      onClose={onClose}
      onConfirm={(reason) =>
        disqualify.mutate(
          { params: { id: race.id, userId: entrant.userId }, body: { reason } },
          {
            onSuccess: () => {
              onClose()
              say(`${entrant.username} was disqualified.`)
            },
          },
        )
      }
    >
      <p>
        {entrant.rank === null ? 'The entrant' : `Rank ${entrant.rank} goes, the entrant`} gets no prize, and everybody
        behind moves up. Until the race is completed you can reinstate them.
      </p>
    </ReasonDialog>
  )
}

function ReinstateDialog({ race, entrant, onClose }: Props & { onClose: () => void }) {
  const reinstate = useTell('POST /api/admin/races/:id/entrants/:userId/reinstate')
  const say = useSay()
  const confirm = () =>
    reinstate.mutate(
      { params: { id: race.id, userId: entrant.userId } },
      {
        onSuccess: () => {
          onClose()
          say(`${entrant.username} is back in the standings.`)
        },
      },
    )
  return (
    <Dialog title={`Reinstate ${entrant.username}?`} onClose={onClose}>
      <div className="space-y-3 text-sm text-pretty">
        <ProblemNotice error={reinstate.error} />
        <p>The entrant gets the rank that the total gives, and everybody behind moves down.</p>
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Leave it</Button>
        <Button look="primary" busy={reinstate.isPending} onClick={confirm}>
          Reinstate
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
