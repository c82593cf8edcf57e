import { Link } from 'react-router'

export type FilterTab = { label: string; to: string; active: boolean; count?: number | undefined }

/** A filter with few values, each a link: it is part of the address. */
export function FilterTabs({ label, tabs }: { label: string; tabs: readonly FilterTab[] }) {
  return (
    <nav aria-label={label} className="-mx-1 max-w-full overflow-x-auto px-1 py-1">
      <ul className="inline-flex rounded-xl border border-line bg-surface p-1">
        {tabs.map((tab) => (
          <li key={tab.label}>
            <Link
              to={tab.to}
              replace
              aria-current={tab.active ? 'true' : undefined}
              className="block rounded-lg px-3 py-1.5 text-sm font-semibold whitespace-nowrap text-muted transition-colors hover:text-ink aria-[current]:bg-raised aria-[current]:text-ink"
            >
              {tab.label}
              {tab.count !== undefined && tab.count > 0 && (
                <span className="ml-1.5 text-gold numeric">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
