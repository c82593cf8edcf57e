import type { Race } from '@goated/example-contract'
import { useRef, useState } from 'react'
import { SearchField } from '../search/search-field.tsx'
import { useSettled } from '../search/use-settled.ts'
import { MaskedNamesNote } from '../site/masked-names-note.tsx'
import { AllStandings } from './all-standings.tsx'
import type { Board } from './board.ts'
import { FindPlayerForm } from './find-player-form.tsx'
import { FoundPlayer } from './found-player.tsx'
import { recallPlayer, rememberPlayer } from './remembered-player.ts'
import { SearchedStandings } from './searched-standings.tsx'
import { useFoundPlayer } from './use-found-player.ts'
import { PAGE_PLACES } from './use-lower-places.ts'

// Farther down, the neighbours tell more than a table that takes ten requests to load.
const SHOWN_PLACES_MAX = 500

const prizeLabels = (race: Race): string => (race.status === 'completed' ? 'Prize' : 'Prize now')

export function StandingsSection({ board }: { board: Board }) {
  const { race } = board
  const final = race.status === 'completed'
  const [search, setSearch] = useState('')
  const [visible, setVisible] = useState(PAGE_PLACES)
  const [player, setPlayer] = useState<string | null>(recallPlayer)
  const [shownKey, showKey] = useState<string | null>(null)
  const wanted = useSettled(search.trim())
  const section = useRef<HTMLElement>(null)
  const { data: found, isError: failed } = useFoundPlayer(race, player)
  const mine = found?.items.find(({ key }) => key === found.key)

  const changePlayer = (next: string | null) => {
    rememberPlayer(next)
    setPlayer(next)
    if (next === null) section.current?.querySelector('input')?.focus()
  }
  const showMine = () => {
    if (!mine) return
    setSearch('')
    setVisible((places) => Math.max(places, Math.ceil(mine.position / PAGE_PLACES) * PAGE_PLACES))
    showKey(mine.key)
  }

  return (
    <section ref={section} aria-labelledby="standings-title" className="overflow-hidden card">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-4 sm:px-6">
        <h2 id="standings-title" className="text-xl display">
          {final ? 'Final standings' : 'Standings'}
        </h2>
        {race.entrants > 0 && (
          <SearchField
            label="Search players by name"
            placeholder="Search players"
            value={search}
            onChange={setSearch}
          />
        )}
      </div>
      <MaskedNamesNote />
      {player !== null ? (
        <FoundPlayer
          race={race}
          player={player}
          found={found}
          failed={failed}
          prizeLabel={prizeLabels(race)}
          onShow={mine && mine.position <= SHOWN_PLACES_MAX ? showMine : null}
          onForget={() => changePlayer(null)}
        />
      ) : (
        race.entrants > 0 && <FindPlayerForm onFind={changePlayer} />
      )}
      {wanted === '' ? (
        <AllStandings
          board={board}
          visible={visible}
          onMore={() => setVisible((places) => places + PAGE_PLACES)}
          prizeLabel={prizeLabels(race)}
          highlight={mine?.key ?? null}
          scrollTo={shownKey}
          onScrolled={() => showKey(null)}
        />
      ) : (
        <SearchedStandings race={race} search={wanted} prizeLabel={prizeLabels(race)} highlight={mine?.key ?? null} />
      )}
    </section>
  )
}
