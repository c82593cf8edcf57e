import { CartesianGrid, Line as ChartLine, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatAmount } from '../format/amount.ts'
import { formatMoment } from '../format/time.ts'
import { type AmountAxis, amountAxis, positionOn } from './amount-axis.ts'
import { lookOf } from './line-look.ts'
import { LineSwatch } from './line-swatch.tsx'
import { type Line, type Moment, momentsOf } from './line.ts'
import { timeAxis } from './time-axis.ts'

export type LinesChartProps = {
  lines: Line[]
  from: number
  to: number
  currency: string | undefined
  /** Begins the scale at zero. */
  fromZero: boolean
}

const tick = { fill: 'var(--muted)', fontSize: 12 }

/** The drawing alone, for the eye; whoever uses it says the same in words and offers a table. */
export function LinesChart({ lines, from, to, currency, fromZero }: LinesChartProps) {
  const moments = momentsOf(lines)
  const shown = moments.flatMap(({ amounts }) => amounts.filter((amount) => amount !== null))
  const axis = amountAxis(shown, { fromZero, currency })
  const times = timeAxis(from, to, innerWidth < 640 ? 4 : 7)
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 220 }}>
      <LineChart
        data={moments.map((moment) => drawn(moment, axis))}
        accessibilityLayer={false}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={[from, to]}
          ticks={times.ticks}
          tickFormatter={times.label}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
          minTickGap={16}
        />
        <YAxis
          domain={[0, 10_000]}
          ticks={axis.ticks.map(({ at }) => at)}
          tickFormatter={(at: number) => axis.ticks.find((mark) => mark.at === at)?.label ?? ''}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width="auto"
          interval={0}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--muted)', strokeDasharray: '3 3' }}
          content={({ active, label }) => (
            <AtMoment moment={active ? moments.find(({ at }) => at === label) : undefined} {...{ lines, currency }} />
          )}
        />
        {lines.map(({ key }, index) => (
          <ChartLine
            key={key}
            // Readings say what was true when they were taken, not what happened in between.
            type="stepAfter"
            dataKey={`line${index}`}
            stroke={lookOf(index).color}
            strokeDasharray={lookOf(index).dashes}
            strokeWidth={index === 0 ? 3 : 2}
            dot={false}
            activeDot={{ r: 4, strokeWidth: 0, fill: lookOf(index).color }}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  )
}

function drawn({ at, amounts }: Moment, axis: AmountAxis): Record<string, number | null> {
  return {
    at,
    ...Object.fromEntries(
      amounts.map((amount, index) => [`line${index}`, amount === null ? null : positionOn(axis, amount)]),
    ),
  }
}

type AtMomentProps = { moment: Moment | undefined; lines: Line[]; currency: string | undefined }

function AtMoment({ moment, lines, currency }: AtMomentProps) {
  if (!moment) return null
  return (
    <div className="max-w-64 rounded-lg border border-line bg-raised px-3 py-2 text-sm shadow-lg">
      <p className="text-xs text-muted numeric">{formatMoment(new Date(moment.at).toISOString())}</p>
      <ul className="mt-1 space-y-0.5">
        {lines.map(({ key, name }, index) => {
          const amount = moment.amounts[index] ?? null
          if (amount === null) return null
          return (
            <li key={key} className="flex items-center gap-2">
              <LineSwatch index={index} />
              <span className="min-w-0 grow truncate">{name}</span>
              <span className="font-semibold numeric">{formatAmount(amount, currency)}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
