import type { PlayerStats } from '@goated/example-contract'
import { useState } from 'react'
import { LinesFigure } from '../chart/lines-figure.tsx'
import { type Counter, counterNames, counters, shortCounterNames } from './counters.ts'

/** How a counter of the player's came about. */
export function PlayerSeries({ player }: { player: PlayerStats }) {
  const [counter, choose] = useState<Counter>('allTime')
  const offered = counters.filter((name) => player.series.some((point) => point[name] !== null))
  const points = player.series.flatMap((point) => {
    const amount = point[counter]
    return amount === null ? [] : [{ at: Date.parse(point.at), amount }]
  })
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return null
  const to = Math.max(Date.parse(player.updatedAt), last.at, first.at + 1)
  return (
    <section data-testid="progression-chart" aria-labelledby="series-title" className="card p-4 sm:p-6">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 id="series-title" className="text-xl display">
          Wagered over time
        </h2>
        {offered.length > 1 && (
          <div role="group" aria-label="Counter" className="flex w-full rounded-xl border border-line p-1 sm:w-auto">
            {offered.map((name) => (
              <button
                key={name}
                type="button"
                aria-pressed={name === counter}
                onClick={() => choose(name)}
                className="grow rounded-lg px-2.5 py-1 text-sm font-semibold whitespace-nowrap text-muted transition-colors hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink"
              >
                {shortCounterNames[name]}
              </button>
            ))}
          </div>
        )}
      </div>
      <LinesFigure
        lines={[
          {
            key: counter,
            name: counterNames[counter],
            points: last.at < to ? [...points, { at: to, amount: last.amount }] : points,
          },
        ]}
        from={first.at}
        to={to}
        currency={player.currency}
        fromZero={counter !== 'allTime'}
        summary={`${player.username}, ${counterNames[counter].toLowerCase()}: how the counter of the casino changed.`}
      />
    </section>
  )
}
