import { EmptyState } from '../../layout/empty-state.tsx'
import { useAsk } from '../data/use-ask.ts'
import { FilterTabs } from '../ui/filter-tabs.tsx'
import { oneOf, useListAddress } from '../ui/list-address.ts'
import { Loaded } from '../ui/loaded.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Section } from '../ui/section.tsx'
import { DurationChart } from './duration-chart.tsx'
import { IngestStateCard } from './ingest-state-card.tsx'
import { OutcomesChart } from './outcomes-chart.tsx'
import { RequestReading } from './request-reading.tsx'
import { RunsSection } from './runs-section.tsx'

const spans = [
  { hours: '1', label: '1 hour' },
  { hours: '24', label: '24 hours' },
  { hours: '168', label: '7 days' },
  { hours: '744', label: '31 days' },
] as const

export function IngestPage() {
  const address = useListAddress(25)
  const hours = oneOf(['1', '24', '168', '744'], address.read('hours')) ?? '24'
  const query = useAsk('GET /api/admin/ingest/health', { query: { hours } }, { everyMs: 5_000, keepPrevious: true })
  return (
    <>
      <PageHead title="Ingest" actions={<RequestReading requestedAt={query.data?.requestedAt ?? null} />}>
        Readings of the affiliate API{query.data && `, source ${query.data.source}`}.
      </PageHead>
      <Loaded query={query} rows={4}>
        {(health) => {
          const quiet = health.buckets.every(({ ok, empty, stale, failed }) => ok + empty + stale + failed === 0)
          return (
            <>
              <IngestStateCard health={health} />
              <FilterTabs
                label="Span of the charts"
                tabs={spans.map((span) => ({
                  label: span.label,
                  to: address.withFilter({ hours: span.hours }),
                  active: span.hours === hours,
                }))}
              />
              {quiet ? (
                <div className="card">
                  <EmptyState title="No run in this span" />
                </div>
              ) : (
                <div className="grid gap-6 xl:grid-cols-2">
                  <Section title="Outcomes">
                    <OutcomesChart health={health} />
                  </Section>
                  <Section title="Duration" description="Median of the runs in each interval">
                    <DurationChart health={health} />
                  </Section>
                </div>
              )}
            </>
          )
        }}
      </Loaded>
      <RunsSection address={address} />
    </>
  )
}
