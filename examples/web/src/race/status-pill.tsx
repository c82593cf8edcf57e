import type { Race } from '@goated/example-contract'

type RaceStatus = Race['status']

const wording: Record<RaceStatus, { label: string; look: string }> = {
  upcoming: { label: 'Upcoming', look: 'text-ink border-line' },
  live: { label: 'Live', look: 'text-live border-live/40 bg-live/10' },
  settling: { label: 'Settling', look: 'text-gold border-gold/40 bg-gold-fill/10' },
  completed: { label: 'Completed', look: 'text-muted border-line' },
  cancelled: { label: 'Cancelled', look: 'text-down border-down/40' },
}

export function StatusPill({ status }: { status: RaceStatus }) {
  const { label, look } = wording[status]
  return (
    <span
      data-testid="race-status"
      data-status={status}
      className={`inline-flex items-center gap-2 rounded-full border px-3 py-1 text-sm font-semibold ${look}`}
    >
      {status === 'live' && (
        <span aria-hidden className="relative size-2 rounded-full bg-current">
          <span className="absolute inset-0 rounded-full bg-current opacity-60 motion-safe:animate-ping" />
        </span>
      )}
      {label}
    </span>
  )
}
