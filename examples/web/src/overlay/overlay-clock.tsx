import type { Race } from '@goated/example-contract'
import { countdownTo } from '../format/countdown.ts'
import { useNow } from '../live/clock.ts'

/** The countdown in one line, or what became of the race. */
export function OverlayClock({ race }: { race: Race }) {
  const now = useNow()
  switch (race.status) {
    case 'upcoming':
      return <Clock label="Starts in" to={race.startDate} now={now} />
    case 'live':
      return <Clock label="Ends in" to={race.endDate} now={now} />
    case 'settling':
      return <Word>Counting</Word>
    case 'completed':
      return <Word>Final</Word>
    case 'cancelled':
      return <Word>Cancelled</Word>
  }
}

function Clock({ label, to, now }: { label: string; to: string; now: number }) {
  const { days, hours, minutes, seconds } = countdownTo(Date.parse(to), now)
  const clock = [hours, minutes, seconds].map((value) => String(value).padStart(2, '0')).join(':')
  return (
    <p data-testid="countdown" className="shrink-0 text-right">
      <span className="block text-sm text-muted">{label}</span>
      <span className="text-3xl leading-none display numeric">
        {days > 0 && `${days}d `}
        {clock}
      </span>
    </p>
  )
}

const Word = ({ children }: { children: string }) => (
  <p data-testid="race-state" className="shrink-0 text-2xl display text-gold">
    {children}
  </p>
)
