import { EmptyState } from '../layout/empty-state.tsx'
import { LoadingRows } from '../layout/loading.tsx'
import { SecondaryButton } from '../layout/secondary-button.tsx'
import { StaleBanner } from '../layout/stale-banner.tsx'
import { PastRaceList } from './past-race-list.tsx'
import { usePastRaces } from './use-past-races.ts'

export function PastRacesPage() {
  const { races, isError, dataUpdatedAt, hasNextPage, fetchNextPage, isFetchingNextPage } = usePastRaces(20)
  return (
    <div className="space-y-6">
      <h1 className="pt-2 text-3xl display sm:text-5xl">Past races</h1>
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
