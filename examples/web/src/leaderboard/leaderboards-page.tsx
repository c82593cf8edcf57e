import { useState } from 'react'
import { useParams } from 'react-router'
import { formatCount } from '../format/amount.ts'
import { formatSpan } from '../format/time.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { LoadingRows } from '../layout/loading.tsx'
import { NotFoundPage } from '../layout/not-found-page.tsx'
import { SecondaryButton } from '../layout/secondary-button.tsx'
import { StaleBanner } from '../layout/stale-banner.tsx'
import { type Period, periodFrom } from '../routing/addresses.ts'
import { usePageTitle } from '../routing/use-page-title.ts'
import { SearchField } from '../search/search-field.tsx'
import { useSettled } from '../search/use-settled.ts'
import { MaskedNamesNote } from '../site/masked-names-note.tsx'
import { LeaderboardTable } from './leaderboard-table.tsx'
import { periodNames } from './period-names.ts'
import { PeriodTabs } from './period-tabs.tsx'
import { useLeaderboard } from './use-leaderboard.ts'

const PANEL = 'leaderboard-panel'

export function LeaderboardsPage() {
  const period = periodFrom(useParams()['period'])
  return period === null ? <NotFoundPage /> : <Leaderboards period={period} />
}

function Leaderboards({ period }: { period: Period }) {
  usePageTitle(`${periodNames[period]} leaderboard`)
  const [search, setSearch] = useState('')
  const wanted = useSettled(search.trim())
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
          <SearchField
            label="Search players by name"
            placeholder="Search players"
            value={search}
            onChange={setSearch}
          />
          {newest && (
            <p className="text-sm whitespace-nowrap text-muted numeric">
              {formatCount(newest.total)} {newest.total === 1 ? 'player' : 'players'}
            </p>
          )}
        </div>
        <MaskedNamesNote />
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
            withGrowth={period !== 'all_time'}
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
