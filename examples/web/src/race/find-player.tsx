import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { getJsonOrNull } from '../api/client.ts'
import type { Race, Standing, StandingsAround } from '../api/contract.ts'
import { formatAmount, formatCount, isZero, subtractAmounts } from '../format/amount.ts'
import { usePollInterval } from '../live/feed-context.ts'
import { rememberPlayer } from './remembered-player.ts'
import { StandingsTable } from './standings-table.tsx'

const NEIGHBOURS = 2

type FormProps = { player: string | null; onChange: (player: string | null) => void }

function FindPlayerForm({ player, onChange }: FormProps) {
  const id = useId()
  const change = (next: string | null) => {
    rememberPlayer(next)
    onChange(next)
  }
  return (
    <form
      role="search"
      className="flex w-full gap-2 sm:w-auto"
      onSubmit={(event) => {
        event.preventDefault()
        const name = String(new FormData(event.currentTarget).get('player') ?? '').trim()
        change(name === '' ? null : name)
      }}
      onReset={() => change(null)}
    >
      <label htmlFor={id} className="sr-only">
        Find me: player name
      </label>
      <input
        id={id}
        name="player"
        type="search"
        defaultValue={player ?? ''}
        placeholder="Your player name"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        className="h-10 min-w-0 grow rounded-lg border border-line bg-page px-3 text-base placeholder:text-muted sm:w-52 sm:text-sm"
      />
      <button
        type="submit"
        className="h-10 shrink-0 rounded-lg border border-line bg-raised px-4 text-sm font-semibold hover:border-muted"
      >
        Find me
      </button>
    </form>
  )
}

function FindPlayerResult({ race, player }: { race: Race; player: string }) {
  const pollMs = usePollInterval()
  const { data, isError } = useQuery({
    queryKey: ['around', race.id, player.toLowerCase(), race.updatedAt],
    queryFn: ({ signal }) =>
      getJsonOrNull<StandingsAround>(
        `/api/races/${race.id}/standings/around/${encodeURIComponent(player)}?radius=${NEIGHBOURS}`,
        signal,
      ),
    refetchInterval: Math.max(pollMs / 4, 5_000),
    // A new reading is a new question; the last answer stays up until the next one is here.
    placeholderData: (previous, query) => (query?.queryKey[2] === player.toLowerCase() ? previous : undefined),
  })

  return (
    <div data-testid="find-result" className="mx-4 mt-1 mb-3 overflow-hidden rounded-xl border border-line sm:mx-6">
      <p role="status" className="bg-raised px-4 py-3 text-sm font-medium sm:px-6">
        {isError
          ? 'The search does not answer right now.'
          : data === undefined
            ? `Looking for ${player}.`
            : data === null
              ? `No player called ${player} is in this race. A new player appears with the next reading.`
              : describePlace(data, player, race)}
      </p>
      {data != null && (
        <StandingsTable
          standings={data.items}
          currency={race.currency}
          caption={`${player} and the players around`}
          prizeLabel="Prize now"
          highlight={player}
          rowTestId="neighbour"
          hideHeader
        />
      )}
    </div>
  )
}

function describePlace({ rank, items }: StandingsAround, player: string, race: Race): string {
  const index = items.findIndex(({ username }) => username.toLowerCase() === player.toLowerCase())
  const me = items[index]
  const place = `Rank ${formatCount(rank)} of ${formatCount(race.entrants)}.`
  if (!me) return place
  if (rank === 1) return `${place} ${me.username} leads${leadOver(me, items[index + 1], race)}.`
  const above = items[index - 1]
  if (!above) return place
  const gap = subtractAmounts(above.total, me.total)
  if (isZero(gap)) return `${place} Level with ${above.username}.`
  return `${place} ${formatAmount(gap, race.currency)} behind ${above.username}.`
}

function leadOver(me: Standing, below: Standing | undefined, race: Race): string {
  return below ? ` by ${formatAmount(subtractAmounts(me.total, below.total), race.currency)}` : ''
}

export const FindPlayer = { Form: FindPlayerForm, Result: FindPlayerResult }
