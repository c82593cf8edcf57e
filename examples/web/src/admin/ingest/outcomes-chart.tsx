import type { IngestHealth } from '@goated/example-contract'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatCount } from '../../format/amount.ts'
import { formatMoment } from '../../format/time.ts'
import { axisLook, ChartNote } from '../ui/chart-look.tsx'
import { bucketLabel } from './bucket-label.ts'
import { outcomeNames, outcomes } from './outcome-look.ts'

/** How many runs ended how, over time. */
export function OutcomesChart({ health }: { health: IngestHealth }) {
  const { buckets, from, to } = health
  const sums = outcomeNames.map((name) => ({ name, count: buckets.reduce((sum, bucket) => sum + bucket[name], 0) }))
  const summary = sums.map(({ name, count }) => `${outcomes[name].label}: ${formatCount(count)}`).join(', ')
  return (
    <div>
      <div role="img" aria-label={`Runs by outcome. ${summary}`} className="h-56">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={buckets}
            accessibilityLayer={false}
            barCategoryGap="15%"
            margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
          >
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              {...axisLook}
              dataKey="start"
              minTickGap={32}
              tickFormatter={(start: string) => bucketLabel(start, from, to)}
            />
            <YAxis {...axisLook} width={40} allowDecimals={false} />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--line)' }}
              content={({ active, payload }) => {
                const bucket = payload[0]?.payload as IngestHealth['buckets'][number] | undefined
                if (!active || !bucket) return null
                return (
                  <ChartNote
                    title={formatMoment(bucket.start)}
                    lines={outcomeNames.map((name) => [
                      outcomes[name].label,
                      formatCount(bucket[name]),
                      outcomes[name].colour,
                    ])}
                  />
                )
              }}
            />
            {outcomeNames.map((name) => (
              <Bar key={name} dataKey={name} stackId="runs" fill={outcomes[name].colour} isAnimationActive={false} />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
        {sums.map(({ name, count }) => (
          <li key={name} className="flex items-center gap-2">
            <span aria-hidden className="size-2.5 rounded-sm" style={{ background: outcomes[name].colour }} />
            {outcomes[name].label} <span className="font-semibold text-ink numeric">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
