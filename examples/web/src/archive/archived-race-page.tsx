import { useParams } from 'react-router'
import { ProblemError } from '../api/client.ts'
import { PageLoading } from '../layout/loading.tsx'
import { NotFoundPage } from '../layout/not-found-page.tsx'
import { StaleBanner } from '../layout/stale-banner.tsx'
import { PrizeSplit } from '../race/prize-split.tsx'
import { RaceProgress } from '../race/race-progress.tsx'
import { RaceTerms } from '../race/race-terms.tsx'
import { idFrom } from '../routing/addresses.ts'
import { usePageTitle } from '../routing/use-page-title.ts'
import { RulingsSection } from '../rulings/rulings-section.tsx'
import { ArchivedRaceHero } from './archived-race-hero.tsx'
import { FinalStandings } from './final-standings.tsx'
import { useArchivedRace, useRaceOf } from './use-archived-race.ts'
import { VerificationCard } from './verification-card.tsx'

export function ArchivedRacePage() {
  const archiveId = idFrom(useParams()['archiveId'])
  return archiveId === null ? <NotFoundPage /> : <ArchivedRace key={archiveId} archiveId={archiveId} />
}

/** A result that is final, with what it rests on. */
function ArchivedRace({ archiveId }: { archiveId: number }) {
  const { race, standings, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useArchivedRace(archiveId)
  const { data: rules } = useRaceOf(race?.raceId)
  usePageTitle(race ? `${race.title}, result` : 'Result')

  if (!race) {
    if (error instanceof ProblemError && error.status === 404) return <NotFoundPage />
    return (
      <div className="space-y-6">
        {error !== null && <StaleBanner stale={false} unreachable updatedAt={null} />}
        <PageLoading />
      </div>
    )
  }
  return (
    <div className="space-y-6">
      <ArchivedRaceHero race={race} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="min-w-0 space-y-6">
          <VerificationCard race={race} />
          {rules && <RaceProgress race={rules} />}
          <FinalStandings
            race={race}
            standings={standings}
            onMore={hasNextPage ? () => void fetchNextPage() : null}
            loading={isFetchingNextPage}
          />
          <RulingsSection race={{ id: race.raceId, currency: race.currency }} />
        </div>
        <div className="min-w-0 space-y-6 lg:sticky lg:top-6">
          {rules && <PrizeSplit race={rules} />}
          {rules && <RaceTerms race={rules} />}
        </div>
      </div>
    </div>
  )
}
