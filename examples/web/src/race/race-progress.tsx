import type { Race, RaceProgressions } from '@goated/example-contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../api/client.ts'
import { LINES_MAX } from '../chart/line-look.ts'
import { LineSwatch } from '../chart/line-swatch.tsx'
import type { Line } from '../chart/line.ts'
import { LinesFigure } from '../chart/lines-figure.tsx'
import { PlayerName } from '../player/player-name.tsx'

// A race of days changes little in a minute, and its chart is the dearest thing to draw on the page.
const EVERY_MS = 15_000

/** How the best got where they are. */
export function RaceProgress({ race }: { race: Race }) {
  const { data } = useQuery({
    queryKey: ['progressions', race.id],
    queryFn: ({ signal }) =>
      call('GET /api/races/:id/progressions', { params: { id: race.id }, query: { limit: LINES_MAX }, signal }),
    refetchInterval: race.status === 'live' || race.status === 'settling' ? EVERY_MS : false,
  })
  const from = Date.parse(race.startDate)
  // The board changes with every message; the chart only with its own data.
  const { lines, to } = useMemo(() => linesOf(data?.players ?? [], from), [data, from])
  if (!data || data.players.length === 0) return null
  return (
    <section data-testid="progression-chart" aria-labelledby="progress-title" className="card p-4 sm:p-6">
      <h2 id="progress-title" className="text-xl display">
        How the leaders got there
      </h2>
      <ol className="mt-3 mb-4 flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
        {data.players.map((player, index) => (
          <li key={player.key} className="flex min-w-0 items-center gap-2">
            <LineSwatch index={index} />
            <span className="text-muted numeric">{player.rank}</span>
            <PlayerName player={player} />
          </li>
        ))}
      </ol>
      <LinesFigure
        lines={lines}
        from={from}
        to={to}
        currency={race.currency}
        fromZero
        summary={`Totals of the best ${lines.length} from the start of the race until now.`}
      />
    </section>
  )
}

function linesOf(players: RaceProgressions['players'], from: number): { lines: Line[]; to: number } {
  const times = players.flatMap(({ points }) => points.map(({ at }) => Date.parse(at)))
  const to = times.reduce((latest, at) => Math.max(latest, at), from + 1)
  return { lines: players.map((player) => lineOf(player, from, to)), to }
}

/** From nothing at the start to the newest point of all, even where the last reading brought nothing new. */
function lineOf({ key, username, points }: RaceProgressions['players'][number], from: number, to: number): Line {
  const known = points.map(({ at, total }) => ({ at: Date.parse(at), amount: total }))
  const last = known.at(-1)
  return {
    key,
    name: username,
    points: [
      ...(known[0] && known[0].at > from ? [{ at: from, amount: '0.00' }] : []),
      ...known,
      ...(last && last.at < to ? [{ at: to, amount: last.amount }] : []),
    ],
  }
}
