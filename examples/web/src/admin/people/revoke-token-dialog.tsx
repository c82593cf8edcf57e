import type { ApiToken } from '@goated/example-contract'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { useSay } from '../ui/said.tsx'

export function RevokeTokenDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const revoke = useTell('DELETE /api/admin/tokens/:id')
  const say = useSay()
  const confirm = () =>
    revoke.mutate(
      { params: { id: token.id } },
      {
        onSuccess: () => {
          onClose()
          say(`The token ${token.name} was revoked.`)
        },
      },
    )
  return (
    <Dialog title={`Revoke ${token.name}?`} onClose={onClose}>
      <div className="space-y-3 text-sm text-pretty">
        <p>
          Programs that use it are refused from now on, and so are tokens that it created. It cannot be brought back.
        </p>
        <ProblemNotice error={revoke.error} title="Nothing was changed" />
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Leave it</Button>
        <Button look="danger" busy={revoke.isPending} onClick={confirm}>
          Revoke
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
