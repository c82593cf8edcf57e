import { ConnectionIndicator } from '../live/connection-indicator.tsx'
import { type Route, hrefFor } from '../route.ts'
import { Brand } from './brand.tsx'

const links = [
  { label: 'Race', to: { page: 'home' }, pages: ['home', 'race'] },
  { label: 'Leaderboards', to: { page: 'leaderboards', period: 'weekly' }, pages: ['leaderboards'] },
  { label: 'Past races', to: { page: 'past' }, pages: ['past'] },
] as const satisfies readonly { label: string; to: Route; pages: readonly Route['page'][] }[]

export function Header({ route }: { route: Route }) {
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex max-w-[76rem] flex-wrap items-center justify-between gap-x-8 px-4 sm:px-6">
        <div className="py-3.5">
          <Brand />
        </div>
        <div className="sm:order-last">
          <ConnectionIndicator />
        </div>
        <nav aria-label="Main" className="-mx-3 w-full sm:mx-0 sm:w-auto sm:grow">
          <ul className="flex">
            {links.map(({ label, to, pages }) => {
              const active = pages.some((page) => page === route.page)
              return (
                <li key={label}>
                  <a
                    href={hrefFor(to)}
                    aria-current={active ? 'page' : undefined}
                    className="block border-b-2 border-transparent px-3 pt-1 pb-2.5 text-sm font-medium text-muted transition-colors hover:text-ink aria-[current]:border-gold-fill aria-[current]:text-ink sm:py-4"
                  >
                    {label}
                  </a>
                </li>
              )
            })}
          </ul>
        </nav>
      </div>
    </header>
  )
}
