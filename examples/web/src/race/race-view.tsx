import type { Race } from '@goated/example-contract'
import { Link } from 'react-router'
import { ProblemError } from '../api/client.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { PageLoading } from '../layout/loading.tsx'
import { SecondaryButton } from '../layout/secondary-button.tsx'
import { StaleBanner } from '../layout/stale-banner.tsx'
import { homeAddress } from '../routing/addresses.ts'
import { RulingsSection } from '../rulings/rulings-section.tsx'
import { ArchiveNotice } from './archive-notice.tsx'
import type { Board } from './board.ts'
import { NextRaceNotice } from './next-race-notice.tsx'
import { Podium } from './podium.tsx'
import { PrizeSplit } from './prize-split.tsx'
import { RaceHero } from './race-hero.tsx'
import { RaceProgress } from './race-progress.tsx'
import { RaceTerms } from './race-terms.tsx'
import { StandingsSection } from './standings-section.tsx'

type Props = {
  board: Board | undefined
  error: Error | null
  unreachable: boolean
  retry: () => void
  /** Another race that is on already, when the visitor may want to move over. */
  nextRace: Race | null
}

export function RaceView({ board, error, unreachable, retry, nextRace }: Props) {
  if (!board) return error ? <CannotLoad error={error} retry={retry} /> : <PageLoading />
  const { race, standings } = board
  return (
    <div className="space-y-6">
      <StaleBanner stale={race.stale} unreachable={unreachable} updatedAt={race.updatedAt} />
      <RaceHero race={race} />
      <NextRaceNotice race={race} nextRace={nextRace} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="min-w-0 space-y-6">
          {standings.length > 0 && <Podium race={race} standings={standings.slice(0, 3)} />}
          {standings.length > 0 && <RaceProgress race={race} />}
          <StandingsSection board={board} />
          <RulingsSection race={race} />
        </div>
        <div className="min-w-0 space-y-6 lg:sticky lg:top-6">
          {race.status === 'completed' && <ArchiveNotice raceId={race.id} />}
          <PrizeSplit race={race} />
          <RaceTerms race={race} />
        </div>
      </div>
    </div>
  )
}

export function CannotLoad({ error, retry }: { error: Error; retry: () => void }) {
  const missing = error instanceof ProblemError && error.status === 404
  if (missing) {
    return (
      <div className="card">
        <EmptyState title="There is no such race">
          It may have been removed.{' '}
          <Link to={homeAddress} className="text-ink underline underline-offset-4">
            See the current race
          </Link>
          .
        </EmptyState>
      </div>
    )
  }
  return (
    <div className="space-y-6">
      <StaleBanner stale={false} unreachable updatedAt={null} />
      <div className="card">
        <EmptyState title="Nothing to show yet">
          <p>The standings appear as soon as the server answers.</p>
          <div className="mt-5">
            <SecondaryButton onClick={retry}>Try now</SecondaryButton>
          </div>
        </EmptyState>
      </div>
    </div>
  )
}
