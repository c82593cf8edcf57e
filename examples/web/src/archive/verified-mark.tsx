import type { HistoricalRace } from '@goated/example-contract'

type State = 'verified' | 'differs' | 'pending'

const looks: Record<State, { label: string; look: string; mark: string }> = {
  verified: { label: 'Verified', look: 'text-up border-up/40 bg-up/10', mark: 'M5 8.2 7.2 10.4 11 5.9' },
  differs: { label: 'Differences found', look: 'text-down border-down/40 bg-down/10', mark: 'M8 5v3.4M8 10.8v.2' },
  pending: { label: 'Not verified yet', look: 'text-muted border-line', mark: 'M8 5v3.2l2 1.2' },
}

/** What came of computing the result again. */
export function VerifiedMark({ verified }: { verified: HistoricalRace['verified'] }) {
  const state: State = verified === null ? 'pending' : verified.ok ? 'verified' : 'differs'
  const { label, look, mark } = looks[state]
  return (
    <span
      data-testid="verified-mark"
      data-state={state}
      className={`inline-flex items-center gap-1 rounded-full border py-0.5 pr-2.5 pl-1 text-xs font-semibold whitespace-nowrap ${look}`}
    >
      <svg viewBox="0 0 16 16" aria-hidden className="size-4" fill="none" stroke="currentColor" strokeWidth="1.6">
        <circle cx="8" cy="8" r="6.4" strokeWidth="1.3" />
        <path d={mark} strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {label}
    </span>
  )
}
