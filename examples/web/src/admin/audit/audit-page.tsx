import type { AuditEntry } from '@goated/example-contract'
import { EmptyState } from '../../layout/empty-state.tsx'
import { useAsk } from '../data/use-ask.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Instant } from '../ui/instant.tsx'
import { useListAddress } from '../ui/list-address.ts'
import { Loaded } from '../ui/loaded.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pager } from '../ui/pager.tsx'
import { AuditFilters, readAuditFilters } from './audit-filters.tsx'
import { VerifyButton } from './verify-button.tsx'

export function AuditPage() {
  const address = useListAddress()
  const { limit, offset } = address
  const query = useAsk(
    'GET /api/admin/audit-log',
    { query: { limit, offset, ...readAuditFilters(address) } },
    { keepPrevious: true },
  )
  return (
    <>
      <PageHead title="Audit log" actions={<VerifyButton />}>
        Who did what, the latest first. Entries are only ever added, and each seals the one before.
      </PageHead>
      <AuditFilters address={address} />
      <div className="card">
        <Loaded query={query}>
          {({ items, total }) =>
            total === 0 ? (
              <EmptyState title="No such entry" />
            ) : (
              <>
                <DataTable
                  caption="Audit log"
                  columns={columns}
                  rows={items}
                  rowKey={({ id }) => id}
                  rowTestId="audit-row"
                />
                <Pager total={total} shown={items.length} address={address} noun={['entry', 'entries']} />
              </>
            )
          }
        </Loaded>
      </div>
    </>
  )
}

const columns: Column<AuditEntry>[] = [
  {
    header: 'When',
    cell: ({ at, id }) => (
      <>
        <Instant at={at} exact />
        <span className="block text-xs text-muted numeric">No. {id}</span>
      </>
    ),
  },
  {
    header: 'What',
    names: true,
    cell: ({ action }) => <span className="font-mono text-sm wrap-anywhere">{action}</span>,
  },
  {
    header: 'Who',
    cell: (entry) => (
      <>
        <span className="wrap-anywhere">{actorOf(entry)}</span>
        {entry.ip !== null && <span className="block text-xs wrap-anywhere text-muted">{entry.ip}</span>}
      </>
    ),
  },
  {
    header: 'On what',
    cell: ({ targetKind, targetId }) =>
      targetKind === null ? (
        <span className="text-muted">–</span>
      ) : (
        <span className="wrap-anywhere">{[targetKind, targetId].filter(Boolean).join(' ')}</span>
      ),
  },
  { header: 'Details', cell: (entry) => <Details entry={entry} /> },
]

function actorOf({ actorKind, actorName, actorUserId, actorTokenId }: AuditEntry): string {
  if (actorKind === 'system') return 'The software'
  if (actorKind === 'console') return 'A command on the server'
  const name = actorName ?? (actorUserId === null ? 'Unknown' : `User ${actorUserId}`)
  return actorKind === 'token' ? `${name}, by token ${actorTokenId}` : name
}

function Details({ entry: { details, hash, requestId } }: { entry: AuditEntry }) {
  return (
    <details className="min-w-0 text-left">
      <summary className="text-muted underline underline-offset-4 hover:text-ink">Show</summary>
      <pre className="mt-2 max-w-md rounded-lg bg-page p-3 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
        {JSON.stringify(details, null, 2)}
      </pre>
      <p className="mt-1 text-xs wrap-anywhere text-muted">
        Hash {hash}
        {requestId !== null && `, request ${requestId}`}
      </p>
    </details>
  )
}
