import { useState } from 'react'
import type { Race } from '../api/contract.ts'
import { formatCount } from '../format/amount.ts'
import { formatMoment } from '../format/time.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { SecondaryButton } from '../layout/secondary-button.tsx'
import type { Board } from './board.ts'
import { FindPlayer } from './find-player.tsx'
import { recallPlayer } from './remembered-player.ts'
import { StandingsTable } from './standings-table.tsx'
import { PAGE_PLACES, useLowerPlaces } from './use-lower-places.ts'

export function StandingsSection({ board }: { board: Board }) {
  const { race } = board
  const [visible, setVisible] = useState(PAGE_PLACES)
  const [player, setPlayer] = useState<string | null>(recallPlayer)
  const { standings, total, hasMore, loading } = useLowerPlaces(board, visible)
  const final = race.status === 'completed'

  return (
    <section aria-labelledby="standings-title" className="overflow-hidden card">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pt-4 pb-2 sm:px-6 sm:pt-5">
        <h2 id="standings-title" className="text-xl display">
          {final ? 'Final standings' : 'Standings'}
        </h2>
        <FindPlayer.Form player={player} onChange={setPlayer} />
      </div>
      {player !== null && <FindPlayer.Result race={race} player={player} />}
      {standings.length === 0 ? (
        <NoStandings race={race} />
      ) : (
        <>
          <StandingsTable
            standings={standings}
            currency={race.currency}
            caption={`${race.title}: ${final ? 'final standings' : 'standings now'}`}
            prizeLabel={final ? 'Prize' : 'Prize now'}
            highlight={player}
          />
          <div className="flex items-center justify-between gap-4 border-t border-line px-4 py-4 text-sm text-muted sm:px-6">
            <p className="numeric">
              {formatCount(standings.length)} of {formatCount(total)} players
            </p>
            {hasMore && (
              <SecondaryButton onClick={() => setVisible((places) => places + PAGE_PLACES)} loading={loading}>
                Show more
              </SecondaryButton>
            )}
          </div>
        </>
      )}
    </section>
  )
}

function NoStandings({ race }: { race: Race }) {
  switch (race.status) {
    case 'upcoming':
      return (
        <EmptyState title="Nobody has wagered yet">
          The race starts on {formatMoment(race.startDate)}. Only what is wagered after that counts.
        </EmptyState>
      )
    case 'live':
      return (
        <EmptyState title="The board is still empty">
          The race is on. Players appear here with the first reading that counts a wager of theirs.
        </EmptyState>
      )
    default:
      return <EmptyState title="Nobody took part">No wager was counted inside this race.</EmptyState>
  }
}
