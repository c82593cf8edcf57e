import type { QuarantinedReading } from '@goated/example-contract'
import { Link } from 'react-router'
import { EmptyState } from '../../layout/empty-state.tsx'
import { useAsk } from '../data/use-ask.ts'
import { describeReason } from '../ingest/alarm-wording.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Instant } from '../ui/instant.tsx'
import { useListAddress } from '../ui/list-address.ts'
import { Loaded } from '../ui/loaded.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pager } from '../ui/pager.tsx'
import { Pill } from '../ui/pill.tsx'
import { formatBytes } from './bytes-text.ts'

export function QuarantinePage() {
  const address = useListAddress(25)
  const { limit, offset } = address
  const query = useAsk(
    'GET /api/admin/ingest/quarantine',
    { query: { limit, offset } },
    { everyMs: 30_000, keepPrevious: true },
  )
  return (
    <>
      <PageHead title="Quarantine">Answers of the provider that were refused, kept to be looked at.</PageHead>
      <div className="card">
        <Loaded query={query}>
          {({ items, total }) =>
            total === 0 ? (
              <EmptyState title="Quarantine is empty">No answer was refused.</EmptyState>
            ) : (
              <>
                <DataTable
                  caption="Refused readings"
                  columns={columns}
                  rows={items}
                  rowKey={({ id }) => id}
                  rowTestId="quarantine-row"
                />
                <Pager total={total} shown={items.length} address={address} noun={['reading', 'readings']} />
              </>
            )
          }
        </Loaded>
      </div>
    </>
  )
}

const columns: Column<QuarantinedReading>[] = [
  {
    header: 'Received',
    names: true,
    cell: ({ id, receivedAt, runId }) => (
      <>
        <Link to={`/admin/quarantine/${id}`} className="font-semibold underline-offset-4 hover:underline">
          <Instant at={receivedAt} exact />
        </Link>
        <span className="block text-xs font-normal text-muted numeric">Run No. {runId}</span>
      </>
    ),
  },
  {
    header: 'Why it was refused',
    cell: ({ reason }) => (
      <span className="inline-flex flex-wrap items-center justify-end gap-2 @3xl:justify-start">
        {describeReason(reason)} <Pill tone="bad">{reason}</Pill>
      </span>
    ),
  },
  { header: 'Source', cell: ({ source }) => source },
  {
    header: 'Size',
    align: 'right',
    cell: ({ bodyBytes, truncated }) => (
      <span className="numeric">
        {formatBytes(bodyBytes)}
        {truncated && <span className="block text-xs text-muted">kept in part</span>}
      </span>
    ),
  },
]
