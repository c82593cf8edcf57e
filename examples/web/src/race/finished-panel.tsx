import type { Race } from '@goated/example-contract'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { AmountText } from '../format/amount-text.tsx'
import { isZero } from '../format/amount.ts'
import { announce } from '../live/announcer.tsx'
import { PlayerName } from '../player/player-name.tsx'
import { raceAddress } from '../routing/addresses.ts'
import { rankLook } from './rank-look.ts'
import { useBoard } from './use-board.ts'

type Props = { raceId: number; next: Race | null; onDismiss: () => void }

/** The result of a race that ended while the visitor watched. */
export function FinishedPanel({ raceId, next, onDismiss }: Props) {
  const { board } = useBoard(raceId)
  const winners = board?.standings.filter(({ rank }) => rank === 1).map(({ username }) => username) ?? []
  const won = winners.length === 0 ? '' : `${winners.length === 1 ? 'Winner' : 'Winners'}: ${winners.join(', ')}.`
  const title = board?.race.title
  useEffect(() => {
    if (title !== undefined) announce(`Race finished: ${title}. ${won}`)
  }, [title, won])

  if (!board) return null
  const { race, standings } = board
  return (
    <section
      data-testid="race-finished"
      aria-labelledby="finished-title"
      className="podium-first rounded-3xl border border-gold/40 p-5 shadow-[var(--sheen)] sm:p-8"
    >
      <div className="flex items-start justify-between gap-4">
        <div>
          <h2 id="finished-title" className="text-2xl display sm:text-3xl">
            Race finished
          </h2>
          <p className="mt-1 text-muted">{race.title}</p>
        </div>
        <button
          type="button"
          onClick={onDismiss}
          className="rounded-lg border border-line px-3 py-1.5 text-sm font-medium text-muted hover:text-ink"
        >
          Dismiss
        </button>
      </div>
      {standings.length === 0 ? (
        <p className="mt-5">Nobody took part, so no prize is paid.</p>
      ) : (
        <ol className="mt-6 grid gap-x-8 gap-y-5 sm:grid-cols-3">
          {standings.slice(0, 3).map(({ key, rank, username, masked, total, prize }) => (
            <li key={key} className="flex min-w-0 gap-4">
              <span className={`text-5xl leading-none display numeric ${rankLook(rank)}`}>
                <span className="sr-only">Rank </span>
                {rank}
              </span>
              <span className="min-w-0">
                <PlayerName player={{ username, masked }} className="block text-lg font-semibold" />
                {!isZero(prize) && (
                  <strong className="block text-gold">
                    <span className="sr-only">Wins </span>
                    <AmountText amount={prize} currency={race.currency} cents="ifAny" />
                  </strong>
                )}
                <span className="text-sm">
                  <AmountText amount={total} currency={race.currency} /> <span className="text-muted">wagered</span>
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
      <p className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-2 border-t border-line pt-4 text-sm">
        <Link to={raceAddress(raceId)} className="font-semibold underline underline-offset-4">
          Full results
        </Link>
        {next !== null && (
          <span className="text-muted">
            Below: {next.title}, {next.status === 'live' ? 'live now' : 'coming up'}.
          </span>
        )}
      </p>
    </section>
  )
}
