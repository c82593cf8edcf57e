import { useDeferredValue, useState } from 'react'
import type { Period } from '../api/contract.ts'
import { formatCount } from '../format/amount.ts'
import { formatSpan } from '../format/time.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { LoadingRows } from '../layout/loading.tsx'
import { SecondaryButton } from '../layout/secondary-button.tsx'
import { StaleBanner } from '../layout/stale-banner.tsx'
import { LeaderboardTable } from './leaderboard-table.tsx'
import { PeriodTabs, periodNames } from './period-tabs.tsx'
import { useLeaderboard } from './use-leaderboard.ts'

const PANEL = 'leaderboard-panel'

export function LeaderboardsPage({ period }: { period: Period }) {
  const [search, setSearch] = useState('')
  const wanted = useDeferredValue(search.trim())
  const { newest, entries, failed, unreachable, hasMore, loadingMore, showMore } = useLeaderboard(period, wanted)
  const days =
    newest && newest.periodStart !== null && newest.periodEnd !== null && period !== 'all_time'
      ? formatSpan(newest.periodStart, newest.periodEnd)
      : 'Since the first reading'

  return (
    <div className="space-y-6">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div>
          <h1 className="pt-2 text-3xl display sm:text-5xl">Leaderboards</h1>
          <p className="mt-2 min-h-6 text-muted">{newest && days}</p>
        </div>
        <div className="w-full sm:w-auto">
          <PeriodTabs period={period} panelId={PANEL} />
        </div>
      </div>
      <StaleBanner stale={newest?.stale ?? false} unreachable={unreachable} updatedAt={newest?.updatedAt ?? null} />
      <div id={PANEL} role="tabpanel" aria-labelledby={`tab-${period}`} className="overflow-hidden card">
        <div className="flex items-center justify-between gap-4 p-4 sm:px-6">
          <input
            type="search"
            aria-label="Search players by name"
            placeholder="Player name starts with"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            className="h-10 w-full rounded-lg border border-line bg-page px-3 text-base placeholder:text-muted sm:w-64 sm:text-sm"
          />
          {newest && (
            <p className="text-sm whitespace-nowrap text-muted numeric">
              {formatCount(newest.total)} {newest.total === 1 ? 'player' : 'players'}
            </p>
          )}
        </div>
        {entries === undefined ? (
          failed ? (
            <EmptyState title="Nothing to show yet">The leaderboard appears as soon as the server answers.</EmptyState>
          ) : (
            <LoadingRows />
          )
        ) : entries.length === 0 ? (
          wanted === '' ? (
            <EmptyState title="Nobody is on this board yet">
              Players appear here with the first wager that is counted in this period.
            </EmptyState>
          ) : (
            <EmptyState title="No such player">No name on this board starts with “{wanted}”.</EmptyState>
          )
        ) : (
          <LeaderboardTable
            entries={entries}
            currency={newest?.currency}
            caption={`${periodNames[period]} leaderboard`}
          />
        )}
      </div>
      {hasMore && (
        <SecondaryButton onClick={showMore} loading={loadingMore}>
          Show more
        </SecondaryButton>
      )}
    </div>
  )
}
