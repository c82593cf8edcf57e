import { lazy, memo, Suspense } from 'react'
import { formatAmount } from '../format/amount.ts'
import { formatMoment } from '../format/time.ts'
import { LoadBoundary } from '../layout/load-boundary.tsx'
import { momentsOf, thinOut } from './line.ts'
import type { LinesChartProps } from './lines-chart.tsx'
import { useNearScreen } from './use-near-screen.ts'

// The library that draws is larger than the rest of the page, so it comes only where somebody gets to see a chart.
const LinesChart = lazy(async () => ({ default: (await import('./lines-chart.tsx')).LinesChart }))

const TABLE_ROWS = 12

type Props = LinesChartProps & {
  /** What the picture shows, in a sentence. */
  summary: string
}

/** A chart with the same figures as a table, for whoever cannot see it or wants them exactly. */
export const LinesFigure = memo(function LinesFigure({ summary, ...chart }: Props) {
  const [figure, near] = useNearScreen()
  return (
    <figure ref={figure}>
      <div role="img" aria-label={summary} className="h-52 sm:h-64">
        <LoadBoundary fallback={<p className="text-sm text-muted">The chart could not be loaded.</p>}>
          <Suspense fallback={<Placeholder />}>{near ? <LinesChart {...chart} /> : <Placeholder />}</Suspense>
        </LoadBoundary>
      </div>
      <details className="mt-3 text-sm">
        <summary className="w-fit rounded-sm text-muted underline-offset-4 hover:underline">Show as a table</summary>
        <FiguresTable {...chart} summary={summary} />
      </details>
    </figure>
  )
})

const Placeholder = () => <div aria-hidden className="size-full skeleton motion-safe:animate-pulse" />

function FiguresTable({ lines, currency, summary }: Props) {
  return (
    <div className="mt-3 overflow-x-auto" role="region" aria-label={summary} tabIndex={0}>
      <table className="w-full numeric">
        <thead>
          <tr className="text-left text-xs text-muted">
            <th scope="col" className="py-2 pr-4 font-medium">
              Time
            </th>
            {lines.map(({ key, name }) => (
              <th key={key} scope="col" className="max-w-40 truncate py-2 pl-4 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {thinOut(momentsOf(lines), TABLE_ROWS).map(({ at, amounts }) => (
            <tr key={at} className="*:border-t *:border-line">
              <th scope="row" className="py-2 pr-4 text-left font-normal whitespace-nowrap">
                {formatMoment(new Date(at).toISOString())}
              </th>
              {lines.map(({ key }, index) => (
                <td key={key} className="py-2 pl-4 text-right whitespace-nowrap">
                  {amounts[index] == null ? '–' : formatAmount(amounts[index], currency)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
