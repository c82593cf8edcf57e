import type { IngestHealth } from '@goated/example-contract'
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatCount } from '../../format/amount.ts'
import { formatMoment } from '../../format/time.ts'
import { axisLook, ChartNote } from '../ui/chart-look.tsx'
import { bucketLabel } from './bucket-label.ts'
import { formatDuration } from './duration-text.ts'

/** How long runs took, over time. */
export function DurationChart({ health }: { health: IngestHealth }) {
  const { buckets, from, to } = health
  const known = buckets.map(({ medianDurationMs }) => medianDurationMs).filter((duration) => duration !== null)
  const summary =
    known.length === 0
      ? 'No run took place'
      : `Between ${formatDuration(Math.min(...known))} and ${formatDuration(Math.max(...known))}`
  return (
    <div role="img" aria-label={`Duration of runs. ${summary}`} className="h-56">
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart data={buckets} accessibilityLayer={false} margin={{ top: 8, right: 4, bottom: 0, left: 0 }}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            {...axisLook}
            dataKey="start"
            minTickGap={32}
            tickFormatter={(start: string) => bucketLabel(start, from, to)}
          />
          <YAxis {...axisLook} width={56} tickFormatter={formatDuration} />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const bucket = payload[0]?.payload as IngestHealth['buckets'][number] | undefined
              if (!active || !bucket) return null
              return (
                <ChartNote
                  title={formatMoment(bucket.start)}
                  lines={[
                    ['Median', bucket.medianDurationMs === null ? 'No run' : formatDuration(bucket.medianDurationMs)],
                    ['Players listed', bucket.listedUsers === null ? 'No run' : formatCount(bucket.listedUsers)],
                  ]}
                />
              )
            }}
          />
          <Area
            type="linear"
            dataKey="medianDurationMs"
            stroke="var(--gold)"
            strokeWidth={2}
            fill="var(--gold-fill)"
            fillOpacity={0.12}
            // A single run between two intervals without any would not be seen as a line.
            dot={{ r: 2, fill: 'var(--gold)', strokeWidth: 0 }}
            isAnimationActive={false}
          />
        </AreaChart>
      </ResponsiveContainer>
    </div>
  )
}
