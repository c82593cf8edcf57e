import type { Race } from '@goated/example-contract'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatSpan } from '../format/time.ts'

type Props = {
  race: Pick<Race, 'title' | 'startDate' | 'endDate'>
  raceId: number
  /** Where the row leads. */
  to: string
  testId: string
  /** Classes for columns of its own on wider screens. */
  columns?: string
  children: ReactNode
}

/** A race in a list: what it is called and when it is, and then what the list says of it. */
export function RaceRow({ race, raceId, to, testId, columns = '', children }: Props) {
  return (
    <li data-testid={testId} data-race-id={raceId} className="border-t border-line first:border-t-0">
      <Link
        to={to}
        className={`grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-2 px-4 py-4 transition-colors hover:bg-raised sm:px-6 ${columns}`}
      >
        <span className="min-w-0">
          <span className="block truncate font-semibold">{race.title}</span>
          <span className="block text-sm text-muted">{formatSpan(race.startDate, race.endDate)}</span>
        </span>
        {children}
      </Link>
    </li>
  )
}
