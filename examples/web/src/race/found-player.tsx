import type { Race } from '@goated/example-contract'
import { Link } from 'react-router'
import { SecondaryButton } from '../layout/secondary-button.tsx'
import { playerAddress } from '../routing/addresses.ts'
import { describePlace, type Neighbourhood } from './describe-place.ts'
import { StandingsTable } from './standings-table.tsx'

type Props = {
  race: Race
  player: string
  /** Undefined while it is looked for, null where there is no such player. */
  found: Neighbourhood | null | undefined
  failed: boolean
  prizeLabel: string
  /** Shows the player's row in the table of all; not for one who is too far down for that. */
  onShow: (() => void) | null
  onForget: () => void
}

/** The visitor's own place: remembered, kept up to date, and shown among the neighbours. */
export function FoundPlayer({ race, player, found, failed, prizeLabel, onShow, onForget }: Props) {
  const mine = found?.items.find(({ key }) => key === found.key)
  return (
    <div data-testid="find-player" className="border-t border-line bg-raised">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-3 sm:px-6">
        <div className="min-w-0">
          <p className="truncate font-semibold">
            {found == null ? (
              player
            ) : (
              <Link to={playerAddress(player)} className="underline decoration-muted/60 underline-offset-4">
                {player}
              </Link>
            )}
          </p>
          <p role="status" data-testid="find-result" className="text-sm text-pretty text-muted">
            {describe({ race, player, found, failed })}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {onShow !== null && <SecondaryButton onClick={onShow}>Show in the table</SecondaryButton>}
          <SecondaryButton onClick={onForget}>Change name</SecondaryButton>
        </div>
      </div>
      {found != null && (
        <div className="mx-3 mb-4 overflow-hidden rounded-xl border border-line *:-mt-px sm:mx-5">
          <StandingsTable
            standings={found.items}
            currency={race.currency}
            caption={`${player} and the players around`}
            prizeLabel={prizeLabel}
            highlight={mine?.key ?? null}
            rowTestId="neighbour"
            hideHeader
          />
        </div>
      )}
    </div>
  )
}

function describe({ race, player, found, failed }: Pick<Props, 'race' | 'player' | 'found' | 'failed'>): string {
  if (found) return describePlace(found, race)
  if (failed) return 'The search does not answer right now.'
  if (found === undefined) return `Looking for ${player}.`
  return `No player called ${player} is in this race. A new player appears with the next reading.`
}
