import type { RaceSeries } from '@goated/example-contract'
import { useState } from 'react'
import { AmountText } from '../../format/amount-text.tsx'
import { EmptyState } from '../../layout/empty-state.tsx'
import { useAsk, useTell } from '../data/use-ask.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { FilterTabs } from '../ui/filter-tabs.tsx'
import { formatInstant, formatLength } from '../ui/instant-text.ts'
import { useListAddress } from '../ui/list-address.ts'
import { Loaded } from '../ui/loaded.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pager } from '../ui/pager.tsx'
import { Pill } from '../ui/pill.tsx'
import { useSay } from '../ui/said.tsx'
import { typeNames } from './race-wording.ts'

export function SeriesPage() {
  const address = useListAddress()
  const all = address.read('all') === 'true'
  const { limit, offset } = address
  const query = useAsk(
    'GET /api/admin/series',
    { query: { limit, offset, ...(all ? {} : { active: 'true' }) } },
    { keepPrevious: true },
  )
  const [stopping, setStopping] = useState<RaceSeries | null>(null)
  return (
    <>
      <PageHead
        title="Series"
        actions={
          <ButtonLink to="/admin/races/new?kind=series" look="primary">
            New series
          </ButtonLink>
        }
      >
        Races that follow one another by themselves.
      </PageHead>
      <FilterTabs
        label="Series"
        tabs={[
          { label: 'Running', to: address.withFilter({ all: undefined }), active: !all },
          { label: 'All', to: address.withFilter({ all: 'true' }), active: all },
        ]}
      />
      <div className="card">
        <Loaded query={query}>
          {({ items, total }) =>
            total === 0 ? (
              <EmptyState title={all ? 'There is no series yet' : 'No series is running'} />
            ) : (
              <>
                <DataTable
                  caption="Series"
                  columns={columnsFor(setStopping)}
                  rows={items}
                  rowKey={({ id }) => id}
                  rowTestId="series-row"
                />
                <Pager total={total} shown={items.length} address={address} noun={['series', 'series']} />
              </>
            )
          }
        </Loaded>
      </div>
      {stopping && <StopDialog series={stopping} onClose={() => setStopping(null)} />}
    </>
  )
}

function columnsFor(stop: (series: RaceSeries) => void): Column<RaceSeries>[] {
  return [
    {
      header: 'Series',
      names: true,
      cell: ({ id, title }) => (
        <>
          <span className="font-semibold wrap-anywhere">{title}</span>
          <span className="block text-xs font-normal text-muted">No. {id}</span>
        </>
      ),
    },
    {
      header: 'State',
      cell: ({ active }) => <Pill tone={active ? 'good' : 'plain'}>{active ? 'Running' : 'Stopped'}</Pill>,
    },
    {
      header: 'Repeats',
      cell: ({ type, periodSeconds }) =>
        periodSeconds === null ? typeNames[type] : `Every ${formatLength(periodSeconds * 1000)}`,
    },
    {
      header: 'First start',
      cell: ({ anchorStart, timeZone }) => (
        <span className="numeric">
          {formatInstant(anchorStart, timeZone)} <span className="text-muted">{timeZone}</span>
        </span>
      ),
    },
    {
      header: 'Pool',
      align: 'right',
      cell: ({ prizePool, currency }) => <AmountText amount={prizePool} currency={currency} cents="ifAny" />,
    },
    {
      header: 'Actions',
      actions: true,
      cell: (series) =>
        series.active && (
          <Button
            size="small"
            look="danger"
            onClick={() => stop(series)}
            aria-label={`Stop the series ${series.title}`}
          >
            Stop
          </Button>
        ),
    },
  ]
}

function StopDialog({ series, onClose }: { series: RaceSeries; onClose: () => void }) {
  const stop = useTell('POST /api/admin/series/:id/stop')
  const say = useSay()
  const confirm = () =>
    stop.mutate(
      { params: { id: series.id } },
      {
        onSuccess: () => {
          onClose()
          say('The series was stopped.')
        },
      },
    )
  return (
    <Dialog title="Stop this series?" onClose={onClose}>
      <div className="space-y-3 text-sm text-pretty">
        <ProblemNotice error={stop.error} />
        <p>
          No further race of <strong>{series.title}</strong> will follow. The race it is at goes on to its end and pays
          its prizes.
        </p>
        <p>A stopped series cannot be started again; create a new one for that.</p>
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Keep it running</Button>
        <Button look="danger" busy={stop.isPending} onClick={confirm}>
          Stop the series
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
