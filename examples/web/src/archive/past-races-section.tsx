import { Link } from 'react-router'
import { EmptyState } from '../layout/empty-state.tsx'
import { LoadingRows } from '../layout/loading.tsx'
import { archiveAddress } from '../routing/addresses.ts'
import { PastRaceList } from './past-race-list.tsx'
import { usePastRaces } from './use-past-races.ts'

/** The newest results, below the race that is on. */
export function PastRacesSection() {
  const { races, isError, hasNextPage } = usePastRaces(3)
  // Nothing to look back on, or no answer: the page is about the race, and says so elsewhere.
  if (isError && races === undefined) return null
  return (
    <section aria-labelledby="past-title" className="mt-6 overflow-hidden card">
      <div className="flex items-baseline justify-between px-4 pt-5 pb-2 sm:px-6">
        <h2 id="past-title" className="text-xl display">
          Past races
        </h2>
        {hasNextPage && (
          <Link to={archiveAddress} className="text-sm font-medium underline underline-offset-4">
            All results
          </Link>
        )}
      </div>
      {races === undefined ? (
        <LoadingRows rows={3} />
      ) : races.length === 0 ? (
        <EmptyState title="No race has finished yet">Winners and their prizes are listed here.</EmptyState>
      ) : (
        <PastRaceList races={races} />
      )}
    </section>
  )
}
