import type { AdminUser } from '@goated/example-contract'
import { useTell } from '../data/use-ask.ts'
import { useAdmin } from '../session/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { useSay } from '../ui/said.tsx'

export function AdminDialog({ user, onClose }: { user: AdminUser; onClose: () => void }) {
  const { id, username, isAdmin } = user
  const change = useTell('PATCH /api/admin/users/:id/role')
  const say = useSay()
  const own = useAdmin().id === id
  const confirm = () =>
    change.mutate(
      { params: { id }, body: { isAdmin: !isAdmin } },
      {
        onSuccess: () => {
          onClose()
          say(isAdmin ? `${username} is no admin any more.` : `${username} is an admin now.`)
        },
      },
    )
  return (
    <Dialog title={isAdmin ? `Remove ${username} as admin?` : `Make ${username} an admin?`} onClose={onClose}>
      <div className="space-y-3 text-sm text-pretty">
        <p>
          {isAdmin
            ? `${own ? 'You' : username} can no longer use the admin desk, and API tokens created by ${own ? 'you' : username} are revoked for good.`
            : `${username} can then do everything on this desk: change races and totals, record payouts, and make others admins.`}
        </p>
        <ProblemNotice error={change.error} title="Nothing was changed" />
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Leave it</Button>
        <Button look={isAdmin ? 'danger' : 'primary'} busy={change.isPending} onClick={confirm}>
          {isAdmin ? 'Remove' : 'Make an admin'}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
