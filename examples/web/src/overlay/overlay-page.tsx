import { useParams, useSearchParams } from 'react-router'
import { rowsFrom } from '../embed/frame-options.ts'
import { LiveFeed } from '../live/live-feed.tsx'
import { useShownRace } from '../race/use-shown-race.ts'
import { idFrom } from '../routing/addresses.ts'
import { usePageTitle } from '../routing/use-page-title.ts'
import { OverlayBoard } from './overlay-board.tsx'

const ROWS = 5

/**
 * What a streamer lays over the stream, as a browser source: no controls, nothing to click, and it comes back by itself
 * whatever happens to the server in the hours that it is on.
 */
export function OverlayPage() {
  return (
    <LiveFeed>
      <Overlay />
    </LiveFeed>
  )
}

function Overlay() {
  const raceId = idFrom(useParams()['raceId'])
  const [query] = useSearchParams()
  const { board, unreachable } = useShownRace(raceId)
  usePageTitle('Overlay')
  // Without a race there is nothing to lay over the stream. The last good board stays when the server is gone.
  return (
    <main data-testid="overlay" className="h-dvh cursor-none @container overflow-hidden p-[2vmin] select-none">
      <h1 className="sr-only">{board?.race.title ?? 'Race'}</h1>
      {board && <OverlayBoard board={board} rows={rowsFrom(query.get('rows'), ROWS)} unreachable={unreachable} />}
    </main>
  )
}
