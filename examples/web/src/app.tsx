import { useEffect, useRef } from 'react'
import { PastRacesPage } from './archive/past-races-page.tsx'
import { Footer } from './layout/footer.tsx'
import { Header } from './layout/header.tsx'
import { LeaderboardsPage } from './leaderboard/leaderboards-page.tsx'
import { Announcer } from './live/announcer.tsx'
import { CurrentRacePage } from './race/current-race-page.tsx'
import { RacePage } from './race/race-page.tsx'
import { useRaceEvents } from './race/use-race-events.ts'
import { type Route, useRoute } from './route.ts'

export function App() {
  const route = useRoute()
  const main = useRef<HTMLElement>(null)
  useRaceEvents()
  useNewPage(route, main)

  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="absolute top-2 left-2 z-20 -translate-y-20 rounded-lg bg-gold-fill px-4 py-2 font-semibold text-on-gold focus:translate-y-0"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to content
      </a>
      <Header route={route} />
      <main
        ref={main}
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[76rem] grow px-4 pt-4 pb-16 outline-none sm:px-6 sm:pt-6"
      >
        <CurrentPage route={route} />
      </main>
      <Footer />
      <Announcer />
    </div>
  )
}

function CurrentPage({ route }: { route: Route }) {
  switch (route.page) {
    case 'home':
      return <CurrentRacePage />
    case 'race':
      return <RacePage key={route.raceId} raceId={route.raceId} />
    case 'leaderboards':
      return <LeaderboardsPage period={route.period} />
    case 'past':
      return <PastRacesPage />
  }
}

/** What a browser does on a full page load: start at the top, with focus on what is new. */
function useNewPage(route: Route, main: React.RefObject<HTMLElement | null>): void {
  const page = route.page === 'race' ? `race/${route.raceId}` : route.page
  const shown = useRef(page)
  useEffect(() => {
    if (shown.current === page) return
    shown.current = page
    scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [page, main])
}
