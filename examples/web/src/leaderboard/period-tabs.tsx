import type { KeyboardEvent } from 'react'
import { useNavigate } from 'react-router'
import { type Period, PERIODS, leaderboardAddress } from '../routing/addresses.ts'
import { periodNames } from './period-names.ts'

const steps: Record<string, (index: number) => number> = {
  ArrowRight: (index) => (index + 1) % PERIODS.length,
  ArrowLeft: (index) => (index + PERIODS.length - 1) % PERIODS.length,
  Home: () => 0,
  End: () => PERIODS.length - 1,
}

/** One tab stop, arrow keys inside, as tabs are expected to work. The choice is part of the address. */
export function PeriodTabs({ period, panelId }: { period: Period; panelId: string }) {
  const navigate = useNavigate()
  const select = (next: Period) => void navigate(leaderboardAddress(next), { replace: true })

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const now = PERIODS.indexOf(period)
    const next = PERIODS[steps[event.key]?.(now) ?? -1]
    if (next === undefined) return
    event.preventDefault()
    select(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-period="${next}"]`)?.focus()
  }

  return (
    <div
      role="tablist"
      aria-label="Period"
      onKeyDown={onKeyDown}
      className="flex rounded-xl border border-line bg-surface p-1"
    >
      {PERIODS.map((choice) => (
        <button
          key={choice}
          type="button"
          role="tab"
          id={`tab-${choice}`}
          data-period={choice}
          aria-selected={choice === period}
          aria-controls={panelId}
          tabIndex={choice === period ? 0 : -1}
          onClick={() => select(choice)}
          className="grow rounded-lg px-3 py-1.5 text-sm font-semibold whitespace-nowrap text-muted transition-colors hover:text-ink aria-selected:bg-raised aria-selected:text-ink sm:px-4"
        >
          {periodNames[choice]}
        </button>
      ))}
    </div>
  )
}
