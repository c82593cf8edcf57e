import { NavLink } from 'react-router'
import { formatCount } from '../../format/amount.ts'
import type { DeskCounts } from './desk-counts.ts'

type Entry = {
  label: string
  to: string
  count?: (counts: DeskCounts) => number
  /** What the number counts. */
  counted?: (count: number) => string
  urgent?: true
}

const groups: { title: string; entries: Entry[] }[] = [
  {
    title: 'Competition',
    entries: [
      {
        label: 'Races',
        to: '/admin/races',
        count: ({ flagged }) => flagged,
        counted: (count) => (count === 1 ? 'flagged entrant' : 'flagged entrants'),
      },
      { label: 'Series', to: '/admin/series' },
      {
        label: 'Payouts',
        to: '/admin/payouts',
        count: ({ owed }) => owed,
        counted: (count) => (count === 1 ? 'payout owed' : 'payouts owed'),
      },
    ],
  },
  {
    title: 'Readings',
    entries: [
      {
        label: 'Ingest',
        to: '/admin/ingest',
        count: ({ failures }) => failures,
        counted: (count) => (count === 1 ? 'failed run in a row' : 'failed runs in a row'),
        urgent: true,
      },
      { label: 'Quarantine', to: '/admin/quarantine' },
    ],
  },
  {
    title: 'Administration',
    entries: [
      { label: 'People', to: '/admin/people' },
      { label: 'Tokens', to: '/admin/tokens' },
      { label: 'Audit log', to: '/admin/audit' },
    ],
  },
]

export function DeskNavigation({ counts, onNavigate }: { counts: DeskCounts; onNavigate?: () => void }) {
  return (
    <nav aria-label="Admin desk" data-testid="admin-nav" className="space-y-5">
      {groups.map(({ title, entries }) => (
        <div key={title}>
          <p className="px-3 pb-1 eyebrow">{title}</p>
          <ul>
            {entries.map((entry) => (
              <li key={entry.to}>
                <NavLink
                  to={entry.to}
                  onClick={onNavigate}
                  className="flex items-center justify-between gap-2 rounded-lg px-3 py-2 text-sm font-medium text-muted hover:bg-raised hover:text-ink aria-[current]:bg-raised aria-[current]:font-semibold aria-[current]:text-ink"
                >
                  {entry.label}
                  <Badge entry={entry} counts={counts} />
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

function Badge({ entry, counts }: { entry: Entry; counts: DeskCounts }) {
  const count = entry.count?.(counts) ?? 0
  if (count === 0) return null
  return (
    <span
      className={`rounded-full px-2 py-0.5 text-xs font-bold numeric ${entry.urgent ? 'bg-down/15 text-down' : 'bg-gold-fill text-on-gold'}`}
    >
      {formatCount(count)}
      <span className="sr-only"> {entry.counted?.(count)}</span>
    </span>
  )
}
