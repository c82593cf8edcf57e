import type { IngestRun } from '@goated/example-contract'
import { Link } from 'react-router'
import { formatCount } from '../../format/amount.ts'
import { EmptyState } from '../../layout/empty-state.tsx'
import { useAsk } from '../data/use-ask.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { FilterTabs } from '../ui/filter-tabs.tsx'
import { Instant } from '../ui/instant.tsx'
import { type ListAddress, oneOf } from '../ui/list-address.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Pager } from '../ui/pager.tsx'
import { Pill } from '../ui/pill.tsx'
import { Section } from '../ui/section.tsx'
import { describeAlarm, describeReason } from './alarm-wording.ts'
import { formatDuration } from './duration-text.ts'
import { outcomeNames, outcomes } from './outcome-look.ts'

/** Every attempt to take a reading, the latest first. */
export function RunsSection({ address }: { address: ListAddress }) {
  const outcome = oneOf(outcomeNames, address.read('outcome'))
  const { limit, offset } = address
  const query = useAsk(
    'GET /api/admin/ingest/runs',
    { query: { limit, offset, ...(outcome === undefined ? {} : { outcome }) } },
    { everyMs: 10_000, keepPrevious: true },
  )
  return (
    <Section title="Runs" flush>
      <div className="px-4 pb-4 sm:px-6">
        <FilterTabs
          label="Runs by outcome"
          tabs={[
            { label: 'All', to: address.withFilter({ outcome: undefined }), active: outcome === undefined },
            ...outcomeNames.map((name) => ({
              label: outcomes[name].label,
              to: address.withFilter({ outcome: name }),
              active: name === outcome,
            })),
          ]}
        />
      </div>
      <Loaded query={query}>
        {({ items, total }) =>
          total === 0 ? (
            <EmptyState title="No such run" />
          ) : (
            <>
              <DataTable caption="Runs" columns={columns} rows={items} rowKey={({ id }) => id} rowTestId="run-row" />
              <Pager total={total} shown={items.length} address={address} noun={['run', 'runs']} />
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

const columns: Column<IngestRun>[] = [
  {
    header: 'Started',
    names: true,
    cell: ({ id, startedAt, raceId }) => (
      <>
        <Instant at={startedAt} exact />
        <span className="block text-xs font-normal text-muted numeric">
          No. {id}
          {raceId !== null && `, race ${raceId}`}
        </span>
      </>
    ),
  },
  {
    header: 'Outcome',
    cell: ({ outcome, complete }) => (
      <span className="inline-flex flex-wrap justify-end gap-1 @3xl:justify-start">
        <Pill tone={outcomes[outcome].tone}>{outcomes[outcome].label}</Pill>
        {outcome === 'ok' && !complete && <Pill tone="warn">Partial</Pill>}
      </span>
    ),
  },
  { header: 'Why', cell: (run) => <Why run={run} /> },
  {
    header: 'Took',
    align: 'right',
    cell: ({ durationMs }) => <span className="numeric">{formatDuration(durationMs)}</span>,
  },
  {
    header: 'Players',
    align: 'right',
    cell: ({ listedUsers, newUsers, changedUsers }) => (
      <span className="numeric">
        {formatCount(listedUsers)}
        <span className="block text-xs text-muted">
          {formatCount(changedUsers)} changed, {formatCount(newUsers)} new
        </span>
      </span>
    ),
  },
]

function Why({ run: { reason, detail, alarms, attempts, quarantineId } }: { run: IngestRun }) {
  if (reason === null && alarms.length === 0 && attempts < 2) return <span className="text-muted">As it should be</span>
  return (
    <div className="space-y-1">
      {reason !== null && (
        <p>
          {describeReason(reason)} <span className="text-xs text-muted">{reason}</span>
        </p>
      )}
      {alarms.map((alarm) => (
        <p key={alarm}>
          <Pill tone="warn">{alarm}</Pill> <span className="text-xs text-muted">{describeAlarm(alarm)}</span>
        </p>
      ))}
      {detail !== null && <p className="text-xs wrap-anywhere text-muted">{detail}</p>}
      {attempts > 1 && <p className="text-xs text-muted">After {attempts} attempts</p>}
      {quarantineId !== null && (
        <Link to={`/admin/quarantine/${quarantineId}`} className="inline-block text-xs underline underline-offset-4">
          See the answer in quarantine
        </Link>
      )}
    </div>
  )
}
