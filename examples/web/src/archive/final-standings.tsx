import type { HistoricalRace, HistoricalStanding } from '@goated/example-contract'
import { AmountText } from '../format/amount-text.tsx'
import { formatCount, isZero } from '../format/amount.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { SecondaryButton } from '../layout/secondary-button.tsx'
import { PlayerName } from '../player/player-name.tsx'
import { MaskedNamesNote } from '../site/masked-names-note.tsx'

type Props = {
  race: HistoricalRace
  standings: HistoricalStanding[]
  /** Null: all of them are here. */
  onMore: (() => void) | null
  loading: boolean
}

export function FinalStandings({ race, standings, onMore, loading }: Props) {
  return (
    <section aria-labelledby="standings-title" className="overflow-hidden card">
      <h2 id="standings-title" className="px-4 pt-4 pb-3 text-xl display sm:px-6 sm:pt-5">
        Final standings
      </h2>
      <MaskedNamesNote />
      {standings.length === 0 ? (
        <EmptyState title="Nobody took part">No wager was counted inside this race.</EmptyState>
      ) : (
        <>
          <StandingsOf race={race} standings={standings} />
          <div className="flex items-center justify-between gap-4 border-t border-line px-4 py-4 text-sm text-muted sm:px-6">
            <p className="numeric">
              {formatCount(standings.length)} of {formatCount(race.participantCount)} players
            </p>
            {onMore !== null && (
              <SecondaryButton onClick={onMore} loading={loading}>
                Show more
              </SecondaryButton>
            )}
          </div>
        </>
      )}
    </section>
  )
}

function StandingsOf({ race, standings }: Pick<Props, 'race' | 'standings'>) {
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 text-sm sm:text-base">
      <caption className="sr-only">{race.title}: final standings</caption>
      <thead>
        <tr className="text-left text-xs text-muted">
          <th scope="col" className="w-14 py-2.5 pl-4 font-medium sm:w-24 sm:pl-6">
            Rank
          </th>
          <th scope="col" className="py-2.5 font-medium">
            Player
          </th>
          <th scope="col" className="w-24 py-2.5 text-right font-medium sm:w-44">
            Wagered
          </th>
          <th scope="col" className="w-20 py-2.5 pr-4 text-right font-medium sm:w-34 sm:pr-6">
            Prize
          </th>
        </tr>
      </thead>
      <tbody>
        {standings.map((standing) => (
          <tr
            key={standing.key}
            data-testid="final-standing"
            data-rank={standing.rank ?? ''}
            data-username={standing.username}
            className="*:border-t *:border-line"
          >
            <td className="h-12 pl-4 font-bold numeric sm:pl-6">{standing.rank ?? <None />}</td>
            <th scope="row" className="min-w-0 pr-2 text-left font-medium">
              <span className="flex min-w-0 items-center gap-2">
                <PlayerName player={standing} />
                {standing.rank === null && <span className="text-xs font-normal text-down">disqualified</span>}
              </span>
            </th>
            <td className="text-right">
              <AmountText amount={standing.total} currency={race.currency} cents="ifWide" />
            </td>
            <td className="pr-4 text-right font-semibold sm:pr-6">
              {isZero(standing.prize) ? (
                <None />
              ) : (
                <span className="text-gold">
                  <AmountText amount={standing.prize} currency={race.currency} cents="ifAny" />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const None = () => (
  <span className="font-normal text-muted">
    <span aria-hidden>–</span>
    <span className="sr-only">none</span>
  </span>
)
