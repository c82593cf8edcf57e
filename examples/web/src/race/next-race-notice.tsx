import type { Race } from '@goated/example-contract'
import { Link } from 'react-router'
import { raceAddress } from '../routing/addresses.ts'

/** Somebody who looks at a race that is over should not have to search for the one that is on. */
export function NextRaceNotice({ race, nextRace }: { race: Race; nextRace: Race | null }) {
  const over = race.status === 'settling' || race.status === 'completed' || race.status === 'cancelled'
  const nextId = nextRace?.id ?? race.nextRaceId
  if (!over || nextId === null || nextId === race.id) return null
  const text =
    nextRace === null
      ? 'Another race follows this one.'
      : nextRace.status === 'live'
        ? `${nextRace.title} is already live.`
        : `Next up: ${nextRace.title}.`
  return (
    <p className="flex flex-wrap items-center justify-between gap-3 card px-5 py-3">
      <span>{text}</span>
      <Link to={raceAddress(nextId)} className="rounded-lg bg-gold-fill px-4 py-2 text-sm font-semibold text-on-gold">
        Go to the next race
      </Link>
    </p>
  )
}
