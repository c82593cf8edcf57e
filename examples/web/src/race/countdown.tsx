import { useEffect } from 'react'
import { countdownTo, isOver, spokenCountdown } from '../format/countdown.ts'
import { useNow } from '../live/clock.ts'

type Props = { to: string; label: string; onOver: () => void }

export function Countdown({ to, label, onOver }: Props) {
  const now = useNow()
  const countdown = countdownTo(Date.parse(to), now)
  const over = isOver(countdown)
  useEffect(() => {
    if (over) onOver()
  }, [over, onOver])

  const { days, hours, minutes, seconds } = countdown
  const units = [
    ...(days > 0 ? [{ unit: days === 1 ? 'day' : 'days', value: String(days) }] : []),
    { unit: 'hrs', value: twoDigits(hours) },
    { unit: 'min', value: twoDigits(minutes) },
    { unit: 'sec', value: twoDigits(seconds) },
  ]
  return (
    <div>
      <p className="eyebrow">{label}</p>
      {/* A timer is not announced by itself; who asks for it hears words instead of digits. */}
      <div role="timer" aria-live="off" aria-label={`${label} ${spokenCountdown(countdown)}`} data-testid="countdown">
        <div aria-hidden className="mt-1 flex gap-4 sm:gap-5">
          {units.map(({ unit, value }) => (
            <span key={unit} className="flex flex-col items-center">
              <span className="text-3xl leading-none display numeric sm:text-4xl">{value}</span>
              <span className="mt-1.5 text-xs text-muted">{unit}</span>
            </span>
          ))}
        </div>
      </div>
    </div>
  )
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')
