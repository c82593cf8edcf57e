import { EmptyState } from '../layout/empty-state.tsx'
import { LoadingRows } from '../layout/loading.tsx'
import { SecondaryButton } from '../layout/secondary-button.tsx'
import { StaleBanner } from '../layout/stale-banner.tsx'
import { usePageTitle } from '../routing/use-page-title.ts'
import { PastRaceList } from './past-race-list.tsx'
import { usePastRaces } from './use-past-races.ts'

export function PastRacesPage() {
  usePageTitle('Past races')
  const { races, isError, dataUpdatedAt, hasNextPage, fetchNextPage, isFetchingNextPage } = usePastRaces(20)
  return (
    <div className="space-y-6">
      <div>
        <h1 className="pt-2 text-3xl display sm:text-5xl">Past races</h1>
        <p className="mt-2 max-w-xl text-pretty text-muted">
          Who won, what it paid, and what the result rests on. A verified result was computed a second time from the
          stored readings.
        </p>
      </div>
      <StaleBanner
        stale={false}
        unreachable={isError}
        updatedAt={dataUpdatedAt === 0 ? null : new Date(dataUpdatedAt).toISOString()}
      />
      <div className="overflow-hidden card">
        {races === undefined ? (
          isError ? (
            <EmptyState title="Nothing to show yet">The results appear as soon as the server answers.</EmptyState>
          ) : (
            <LoadingRows />
          )
        ) : races.length === 0 ? (
          <EmptyState title="No race has finished yet">Winners and their prizes are listed here.</EmptyState>
        ) : (
          <PastRaceList races={races} />
        )}
      </div>
      {hasNextPage && (
        <SecondaryButton onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
          Show more
        </SecondaryButton>
      )}
    </div>
  )
}
