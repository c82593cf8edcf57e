import { Link, useLocation } from 'react-router'
import { ConnectionIndicator } from '../live/connection-indicator.tsx'
import { archiveAddress, homeAddress, leaderboardAddress } from '../routing/addresses.ts'
import { ThemeSwitch } from '../theme/theme-switch.tsx'
import { Brand } from './brand.tsx'

const links = [
  { label: 'Race', to: homeAddress, under: /^\/(?:races\/|$)/ },
  { label: 'Leaderboards', to: leaderboardAddress('weekly'), under: /^\/leaderboards(?:\/|$)/ },
  { label: 'Past races', to: archiveAddress, under: /^\/archive(?:\/|$)/ },
]

export function Header() {
  const { pathname } = useLocation()
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex max-w-[76rem] flex-wrap items-center justify-between gap-x-4 px-4 sm:flex-nowrap sm:gap-x-8 sm:px-6">
        <div className="min-w-0 py-3.5">
          <Brand />
        </div>
        <div className="flex shrink-0 items-center gap-2 sm:order-last">
          <ConnectionIndicator />
          <ThemeSwitch />
        </div>
        <nav aria-label="Main" className="-mx-3 w-full sm:mx-0 sm:w-auto sm:grow">
          <ul className="flex">
            {links.map(({ label, to, under }) => (
              <li key={label}>
                <Link
                  to={to}
                  aria-current={under.test(pathname) ? 'page' : undefined}
                  className="block border-b-2 border-transparent px-3 pt-1 pb-2.5 text-sm font-medium whitespace-nowrap text-muted transition-colors hover:text-ink aria-[current]:border-gold-fill aria-[current]:text-ink sm:py-4"
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  )
}
