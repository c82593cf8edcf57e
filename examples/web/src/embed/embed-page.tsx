import { useRef } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { EmptyState } from '../layout/empty-state.tsx'
import { LoadingRows } from '../layout/loading.tsx'
import { LiveFeed } from '../live/live-feed.tsx'
import { useShownRace } from '../race/use-shown-race.ts'
import { homeAddress, idFrom, raceAddress } from '../routing/addresses.ts'
import { usePageTitle } from '../routing/use-page-title.ts'
import { EmbedBoard } from './embed-board.tsx'
import { rowsFrom } from './frame-options.ts'
import { usePostedHeight } from './use-posted-height.ts'

const ROWS = 10

/** A compact board for the page of somebody else, in a frame. */
export function EmbedPage() {
  return (
    <LiveFeed>
      <Embed />
    </LiveFeed>
  )
}

function Embed() {
  const raceId = idFrom(useParams()['raceId'])
  const [query] = useSearchParams()
  const { board, none, unreachable } = useShownRace(raceId)
  const frame = useRef<HTMLElement>(null)
  usePostedHeight(frame)
  usePageTitle(board?.race.title ?? 'Race')
  return (
    <main ref={frame} data-testid="embed" className="@container flow-root bg-page text-ink">
      {board ? (
        <EmbedBoard board={board} rows={rowsFrom(query.get('rows'), ROWS)} unreachable={unreachable} />
      ) : none || unreachable ? (
        <EmptyState title={none ? 'No race is planned' : 'Nothing to show yet'}>
          <a
            href={raceId === null ? homeAddress : raceAddress(raceId)}
            target="_blank"
            rel="noopener"
            className="text-ink underline underline-offset-4"
          >
            See the site
          </a>
        </EmptyState>
      ) : (
        <LoadingRows rows={5} />
      )}
    </main>
  )
}
