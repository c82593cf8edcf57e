import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import { callOrNull } from '../api/client.ts'
import { formatMoment } from '../format/time.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { PageLoading } from '../layout/loading.tsx'
import { StaleBanner } from '../layout/stale-banner.tsx'
import { usePollInterval } from '../live/feed-context.ts'
import { playerFrom } from '../routing/addresses.ts'
import { usePageTitle } from '../routing/use-page-title.ts'
import { PlayerCounters } from './player-counters.tsx'
import { PlayerRaces } from './player-races.tsx'
import { PlayerRanks } from './player-ranks.tsx'
import { PlayerSeries } from './player-series.tsx'

export function PlayerPage() {
  const username = playerFrom(useLocation().pathname) ?? ''
  return <OnePlayer key={username} username={username} />
}

/** One player: what is wagered now, how that came about, and the races so far. */
function OnePlayer({ username }: { username: string }) {
  const pollMs = usePollInterval()
  const { data: player, isError } = useQuery({
    queryKey: ['player', username],
    queryFn: ({ signal }) => callOrNull('GET /api/affiliates/:username/stats', { params: { username }, signal }),
    // Nothing is pushed about single players.
    refetchInterval: Math.min(pollMs * 2, 30_000),
  })
  usePageTitle(player?.username ?? username)

  if (player === undefined) {
    return (
      <div className="space-y-6">
        <h1 className="sr-only">{username}</h1>
        {isError && <StaleBanner stale={false} unreachable updatedAt={null} />}
        <PageLoading />
      </div>
    )
  }
  if (player === null) {
    return (
      <div className="card">
        <h1 className="sr-only">Player not found</h1>
        <EmptyState title={`No player called ${username}`}>
          A new player appears with the next reading. Players who hid their names have no page.
        </EmptyState>
      </div>
    )
  }
  return (
    <div data-testid="player-stats" className="space-y-6">
      <StaleBanner stale={player.stale} unreachable={isError} updatedAt={player.updatedAt} />
      <section aria-labelledby="player-title" className="hero rounded-3xl p-5 sm:p-8 lg:p-10">
        <p className="text-sm text-muted">Player since {formatMoment(player.firstSeen)}</p>
        <h1 id="player-title" className="mt-2 text-3xl leading-[1.1] display wrap-anywhere sm:text-5xl">
          {player.username}
        </h1>
        <PlayerCounters player={player} />
      </section>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="min-w-0 space-y-6">
          <PlayerSeries player={player} />
          <PlayerRaces username={username} />
        </div>
        <PlayerRanks player={player} />
      </div>
    </div>
  )
}
