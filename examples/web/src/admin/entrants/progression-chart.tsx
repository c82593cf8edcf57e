import type { EntrantDetail } from '@goated/example-contract'
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { basisPoints, formatAmount } from '../../format/amount.ts'
import { axisLook, ChartNote } from '../ui/chart-look.tsx'
import { CHART_HEIGHT, chartScale } from '../ui/chart-scale.ts'
import { formatInstant, formatInstantExactly, formatTick } from '../ui/instant-text.ts'

type Props = { points: EntrantDetail['history']; currency: string }

/** How a total grew. A step at each reading that changed it, because nobody knows what happened between two. */
export function ProgressionChart({ points, currency }: Props) {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last || points.length < 2)
    return (
      <p className="py-8 text-center text-sm text-muted">
        A curve appears with the second reading that changes the total.
      </p>
    )
  const scale = chartScale(points.map(({ total }) => total))
  const rows = points.map(({ at, total }) => ({ at: Date.parse(at), level: basisPoints(total, scale.top), total }))
  const span = Date.parse(last.at) - Date.parse(first.at)
  const summary = `From ${formatAmount(first.total, currency)} on ${formatInstant(first.at)} to ${formatAmount(last.total, currency)} on ${formatInstant(last.at)}, in ${points.length} steps`
  return (
    <div role="img" aria-label={summary} className="h-64">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={rows} accessibilityLayer={false} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            {...axisLook}
            dataKey="at"
            type="number"
            scale="time"
            domain={['dataMin', 'dataMax']}
            minTickGap={40}
            tickFormatter={(at: number) => formatTick(iso(at), span)}
          />
          <YAxis
            {...axisLook}
            width="auto"
            domain={[0, CHART_HEIGHT]}
            ticks={scale.ticks.map(({ level }) => level)}
            tickFormatter={(level: number) =>
              formatAmount(scale.ticks.find((tick) => tick.level === level)?.amount ?? '0', currency, 'ifAny')
            }
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload[0]?.payload as (typeof rows)[number] | undefined
              if (!active || !row) return null
              return (
                <ChartNote
                  title={formatInstantExactly(iso(row.at))}
                  lines={[['Total', formatAmount(row.total, currency)]]}
                />
              )
            }}
          />
          <Line
            type="stepAfter"
            dataKey="level"
            stroke="var(--gold)"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
