import type { PlayerStats } from '@goated/example-contract'
import { Link } from 'react-router'
import { formatCount } from '../format/amount.ts'
import { GrowthText } from '../format/growth-text.tsx'
import { periodNames } from '../leaderboard/period-names.ts'
import { leaderboardAddress } from '../routing/addresses.ts'

/** Where the player stands on each leaderboard. */
export function PlayerRanks({ player }: { player: PlayerStats }) {
  return (
    <section aria-labelledby="ranks-title" className="overflow-hidden card">
      <h2 id="ranks-title" className="px-5 pt-5 pb-3 text-xl display sm:px-6">
        Leaderboards
      </h2>
      <table className="w-full border-separate border-spacing-0 text-sm">
        <caption className="sr-only">Ranks of {player.username}</caption>
        <thead>
          <tr className="text-left text-xs text-muted">
            <th scope="col" className="py-2 pl-5 font-medium sm:pl-6">
              Board
            </th>
            <th scope="col" className="py-2 text-right font-medium">
              Rank
            </th>
            <th
              scope="col"
              className="py-2 pr-5 text-right font-medium sm:pr-6"
              title="Against the same time of the period before"
            >
              Growth
            </th>
          </tr>
        </thead>
        <tbody>
          {player.periods.map(({ period, rank, players, growth }) => (
            <tr key={period} data-testid="player-rank" data-period={period} className="*:border-t *:border-line">
              <th scope="row" className="h-12 pl-5 text-left font-medium sm:pl-6">
                <Link
                  to={leaderboardAddress(period)}
                  className="rounded-sm decoration-muted/60 underline-offset-4 hover:underline"
                >
                  {periodNames[period]}
                </Link>
              </th>
              <td className="text-right numeric">
                {rank === null ? (
                  <span className="text-muted">not on it</span>
                ) : (
                  <>
                    <span className="text-base font-bold">{formatCount(rank)}</span>
                    <span className="text-muted"> of {formatCount(players)}</span>
                  </>
                )}
              </td>
              <td className="pr-5 text-right sm:pr-6">
                <GrowthText growth={growth} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
