import { useState } from 'react'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Ago } from '../ui/instant.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'
import { useSay } from '../ui/said.tsx'

/** Asks for a reading now. A worker takes it; until then it says since when it is wanted. */
export function RequestReading({ requestedAt }: { requestedAt: string | null }) {
  const [trusting, setTrusting] = useState(false)
  const request = useTell('POST /api/admin/ingest/run')
  const say = useSay()
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          busy={request.isPending || requestedAt !== null}
          onClick={() =>
            request.mutate({ body: { trust: false } }, { onSuccess: () => say('A reading was asked for.') })
          }
        >
          Take a reading now
        </Button>
        <Button onClick={() => setTrusting(true)}>Trust the next one</Button>
      </div>
      <div role="status" data-testid="reading-requested" className="text-sm text-muted">
        {requestedAt !== null && (
          <p>
            A reading was asked for <Ago at={requestedAt} />. A worker takes it at its next look.
          </p>
        )}
      </div>
      <ProblemNotice error={request.error} />
      {trusting && <TrustDialog onClose={() => setTrusting(false)} />}
    </div>
  )
}

function TrustDialog({ onClose }: { onClose: () => void }) {
  const request = useTell('POST /api/admin/ingest/run')
  const say = useSay()
  const confirm = () =>
    request.mutate(
      { body: { trust: true } },
      {
        onSuccess: () => {
          onClose()
          say('A reading was asked for, and it will be trusted.')
        },
      },
    )
  return (
    <Dialog title="Take a reading and trust it?" onClose={onClose}>
      <div className="space-y-3 text-sm text-pretty">
        <p>
          A reading whose sum jumps or falls beyond belief, or that lists far fewer players, is refused. This takes one
          and stores it all the same, once. Everything else still refuses it.
        </p>
        <Notice tone="warn" title="Look first">
          Read the refused body in quarantine. If cents were taken for dollars, trusting it would multiply every total
          by a hundred, in every open race.
        </Notice>
        <ProblemNotice error={request.error} />
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Not now</Button>
        <Button look="danger" busy={request.isPending} onClick={confirm}>
          Take it and trust it
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
