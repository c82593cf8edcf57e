import type { HistoricalRace } from '@goated/example-contract'
import { AmountText } from '../format/amount-text.tsx'
import { formatAmount, formatCount } from '../format/amount.ts'
import { RaceRow } from '../race/race-row.tsx'
import { archivedRaceAddress } from '../routing/addresses.ts'
import { VerifiedMark } from './verified-mark.tsx'

export function PastRaceList({ races }: { races: HistoricalRace[] }) {
  return (
    <ul>
      {races.map((race) => (
        <PastRace key={race.id} race={race} />
      ))}
    </ul>
  )
}

function PastRace({ race }: { race: HistoricalRace }) {
  const winners = race.winners.filter(({ rank }) => rank === 1)
  const prize = winners[0]?.prize
  return (
    <RaceRow
      race={race}
      raceId={race.raceId}
      to={archivedRaceAddress(race.id)}
      testId="past-race"
      columns="sm:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)_auto_auto]"
    >
      <span className="order-3 flex min-w-0 items-baseline gap-2 text-sm sm:order-none sm:block sm:text-base">
        {winners.length === 0 ? (
          <span className="text-muted">Nobody took part</span>
        ) : (
          <>
            <span className="text-muted sm:block sm:text-sm">{winners.length === 1 ? 'Won by' : 'Shared by'}</span>
            <span className="min-w-0 truncate font-medium">{winners.map(({ username }) => username).join(', ')}</span>
          </>
        )}
      </span>
      <span className="order-4 justify-self-end sm:order-none">
        <VerifiedMark verified={race.verified} />
      </span>
      <span className="text-right sm:min-w-40">
        {prize !== undefined && (
          <span className="block text-lg font-bold text-gold">
            <AmountText amount={prize} currency={race.currency} cents="ifAny" />
          </span>
        )}
        <span className="block text-sm text-muted numeric">
          {prize === undefined ? 'pool' : 'of'} {formatAmount(race.prizePool, race.currency, 'ifAny')}
          <span className="hidden sm:inline">, {formatCount(race.participantCount)} players</span>
        </span>
      </span>
    </RaceRow>
  )
}
