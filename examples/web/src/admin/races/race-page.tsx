import type { AdminRace } from '@goated/example-contract'
import { useState } from 'react'
import { useAsk } from '../data/use-ask.ts'
import { EntrantsSection } from '../entrants/entrants-section.tsx'
import { usePathId } from '../shell/path-id.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Instant } from '../ui/instant.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { CancelRaceDialog } from './cancel-race-dialog.tsx'
import { RaceFacts } from './race-facts.tsx'
import { RacePrizes } from './race-prizes.tsx'
import { RaceStatus } from './race-status.tsx'
import { closingReasonText } from './race-wording.ts'

export function RacePage() {
  const raceId = usePathId('raceId')
  const query = useAsk('GET /api/admin/races/:id', { params: { id: raceId } }, { everyMs: 15_000 })
  return (
    <Loaded query={query} page>
      {(race) => <Race race={race} />}
    </Loaded>
  )
}

function Race({ race }: { race: AdminRace }) {
  const [cancelling, setCancelling] = useState(false)
  const over = race.status === 'completed' || race.status === 'cancelled'
  return (
    <>
      <PageHead
        title={race.title}
        above={{ label: 'Races', to: '/admin/races' }}
        badge={<RaceStatus status={race.status} />}
        actions={
          <>
            <ButtonLink to={`/admin/races/new?from=${race.id}`}>Copy as new race</ButtonLink>
            {!over && (
              <>
                <ButtonLink to={`/admin/races/${race.id}/edit`}>Edit</ButtonLink>
                <Button look="danger" onClick={() => setCancelling(true)}>
                  Cancel race
                </Button>
              </>
            )}
          </>
        }
      >
        <Instant at={race.startDate} /> to <Instant at={race.endDate} />, in your time
      </PageHead>
      {cancelling && <CancelRaceDialog race={race} onClose={() => setCancelling(false)} />}
      <RaceNotices race={race} />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <RaceFacts race={race} />
        <RacePrizes race={race} />
      </div>
      <EntrantsSection race={race} />
    </>
  )
}

function RaceNotices({ race }: { race: AdminRace }) {
  const { status, closingReason, payoutsOwed, flaggedEntrants, stale } = race
  const flagged = `${flaggedEntrants} ${flaggedEntrants === 1 ? 'entrant is' : 'entrants are'} flagged`
  return (
    <>
      {closingReason !== null && (
        <Notice tone="bad" title={status === 'cancelled' ? 'Cancelled' : 'Closed early'}>
          {closingReasonText(closingReason)}
        </Notice>
      )}
      {status === 'settling' && (
        <Notice tone="warn" title="Over, and waiting for the reading that settles it">
          The first complete reading from after the end fixes totals and prizes. Decisions are possible until then.
        </Notice>
      )}
      {stale && (status === 'live' || status === 'settling') && (
        <Notice tone="warn" title="The totals are older than they should be">
          Look at Ingest to see what the readings do.
        </Notice>
      )}
      {flaggedEntrants > 0 && (status === 'live' || status === 'settling') && (
        <Notice tone="warn" title={flagged}>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <span>Somebody should look at them before the race is settled.</span>
            <ButtonLink to="?flagged=true#entrants" size="small">
              Show them
            </ButtonLink>
          </div>
        </Notice>
      )}
      {payoutsOwed > 0 && (
        <Notice tone="warn" title={`${payoutsOwed} ${payoutsOwed === 1 ? 'prize is' : 'prizes are'} still owed`}>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <span>Pay the winners, then record it.</span>
            <ButtonLink to={`/admin/payouts?raceId=${race.id}&status=owed`} size="small">
              To the payouts
            </ButtonLink>
          </div>
        </Notice>
      )}
    </>
  )
}
