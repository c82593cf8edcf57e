import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { formatCount } from '../../format/amount.ts'
import { Button } from '../ui/button.tsx'
import { Notice, ProblemNotice } from '../ui/notice.tsx'

/** Checks on the server that nobody changed an entry behind its back. */
export function VerifyButton() {
  const verify = useMutation({ mutationFn: () => call('GET /api/admin/audit-log/verification', {}) })
  return (
    <div className="space-y-2">
      <Button busy={verify.isPending} onClick={() => verify.mutate()}>
        Verify the log
      </Button>
      <div role="status" data-testid="audit-verification">
        {verify.data &&
          (verify.data.ok ? (
            <Notice tone="good" title="Unbroken">
              All {formatCount(verify.data.entries)} entries fit their predecessors.
            </Notice>
          ) : (
            <Notice tone="bad" title={`Broken at entry No. ${verify.data.brokenAt ?? 'unknown'}`}>
              This entry or one before it was changed in the database.
            </Notice>
          ))}
      </div>
      <ProblemNotice error={verify.error} title="It could not be verified" />
    </div>
  )
}
