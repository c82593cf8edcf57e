import type { AdminRace } from '@goated/example-contract'
import { Pill, type Tone } from '../ui/pill.tsx'

type Status = AdminRace['status']

export const statusNames: Record<Status, string> = {
  upcoming: 'Upcoming',
  live: 'Live',
  settling: 'Settling',
  completed: 'Completed',
  cancelled: 'Cancelled',
}

const tones: Record<Status, Tone> = {
  upcoming: 'plain',
  live: 'good',
  settling: 'warn',
  completed: 'plain',
  cancelled: 'bad',
}

export function RaceStatus({ status }: { status: Status }) {
  return (
    <span data-testid="race-status" data-status={status}>
      <Pill tone={tones[status]}>{statusNames[status]}</Pill>
    </span>
  )
}
