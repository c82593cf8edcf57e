import { useEffect, useRef, useState } from 'react'
import { Link, Outlet, useLocation } from 'react-router'
import { useAdmin } from '../session/session.ts'
import { signOut } from '../session/sign-out.ts'
import { useDeskCounts } from './desk-counts.ts'
import { DeskNavigation } from './desk-navigation.tsx'

export function DeskShell() {
  const counts = useDeskCounts()
  const [menuOpen, setMenuOpen] = useState(false)
  const main = useNewPage()
  const waiting = counts.flagged + counts.owed + counts.failures > 0

  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#desk-main"
        className="absolute top-2 left-2 z-20 -translate-y-20 rounded-lg bg-gold-fill px-4 py-2 font-semibold text-on-gold focus:translate-y-0"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to content
      </a>
      <header className="border-b border-line bg-surface lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:overflow-y-auto lg:border-r lg:border-b-0">
        <div className="flex items-center justify-between px-4 py-3 lg:px-5 lg:py-5">
          <Link to="/admin/races" className="flex items-center gap-2.5 rounded-md" aria-label="Admin desk, races">
            <svg viewBox="0 0 24 20" className="h-5 w-6 text-gold-fill" aria-hidden fill="currentColor">
              <path d="M1 7h6v8H1zM9 0h6v15H9zM17 10h6v5h-6zM1 17h22v3H1z" />
            </svg>
            <span className="text-lg display tracking-tight">Admin desk</span>
          </Link>
          <button
            type="button"
            aria-expanded={menuOpen}
            aria-controls="desk-menu"
            onClick={() => setMenuOpen(!menuOpen)}
            className="relative rounded-lg border border-line bg-raised px-4 py-2 text-sm font-semibold lg:hidden"
          >
            Menu
            {waiting && !menuOpen && (
              <span className="absolute -top-1 -right-1 size-3 rounded-full bg-gold-fill">
                <span className="sr-only">, something waits for you</span>
              </span>
            )}
          </button>
        </div>
        <div
          id="desk-menu"
          className={`px-2 pb-4 lg:flex lg:grow lg:flex-col lg:justify-between ${menuOpen ? '' : 'max-lg:hidden'}`}
        >
          <DeskNavigation counts={counts} onNavigate={() => setMenuOpen(false)} />
          <WhoIsHere onNavigate={() => setMenuOpen(false)} />
        </div>
      </header>
      <main
        ref={main}
        id="desk-main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[80rem] min-w-0 space-y-6 px-4 pt-6 pb-20 outline-none sm:px-8 sm:pt-8"
      >
        <Outlet />
      </main>
    </div>
  )
}

function WhoIsHere({ onNavigate }: { onNavigate: () => void }) {
  const { username, hasTotp } = useAdmin()
  return (
    <div className="mt-5 border-t border-line px-3 pt-4 text-sm">
      <p className="text-muted">Signed in as</p>
      <p data-testid="signed-in-as" className="truncate font-semibold" title={username}>
        {username}
      </p>
      {!hasTotp && <p className="mt-1 text-xs text-gold">No second factor</p>}
      <div className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        <Link to="/admin/account" onClick={onNavigate} className="underline underline-offset-4 hover:text-gold">
          My account
        </Link>
        <Link to="/" className="underline underline-offset-4 hover:text-gold">
          Public board
        </Link>
        <button type="button" onClick={() => void signOut()} className="underline underline-offset-4 hover:text-gold">
          Sign out
        </button>
      </div>
    </div>
  )
}

/** What a browser does on a full page load: start at the top, with focus on what is new. Filters are no new page. */
function useNewPage() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return main
}
