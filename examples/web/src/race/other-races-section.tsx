import type { Race } from '@goated/example-contract'
import { formatAmount } from '../format/amount.ts'
import { raceAddress } from '../routing/addresses.ts'
import { RaceRow } from './race-row.tsx'
import { StatusPill } from './status-pill.tsx'
import { useOtherRaces } from './use-other-races.ts'

/** Several races may be on at once, and only one is on the page; nothing where there is no other. */
export function OtherRacesSection({ shownId }: { shownId: number }) {
  const races = useOtherRaces(shownId)
  if (races.length === 0) return null
  return (
    <section aria-labelledby="others-title" className="overflow-hidden card">
      <h2 id="others-title" className="px-4 pt-5 pb-2 text-xl display sm:px-6">
        Other races
      </h2>
      <ul>
        {races.map((race) => (
          <OtherRace key={race.id} race={race} />
        ))}
      </ul>
    </section>
  )
}

function OtherRace({ race }: { race: Race }) {
  return (
    <RaceRow race={race} raceId={race.id} to={raceAddress(race.id)} testId="other-race">
      <span className="flex flex-col items-end gap-x-4 gap-y-2 sm:flex-row sm:items-center">
        <span className="text-lg font-bold text-gold numeric">
          {formatAmount(race.prizePool, race.currency, 'ifAny')}
        </span>
        <StatusPill status={race.status} />
      </span>
    </RaceRow>
  )
}
