import { Suspense, useRef } from 'react'
import { Outlet } from 'react-router'
import { Announcer } from '../live/announcer.tsx'
import { useRaceEvents } from '../race/use-race-events.ts'
import { useNewPage } from '../routing/use-new-page.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { PageLoading } from './loading.tsx'

/** What stands around every page. */
export function PageFrame() {
  const main = useRef<HTMLElement>(null)
  useRaceEvents()
  useNewPage(main)

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
      <Header />
      <main
        ref={main}
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[76rem] grow px-4 pt-4 pb-16 outline-none sm:px-6 sm:pt-6"
      >
        <Suspense fallback={<PageLoading />}>
          <Outlet />
        </Suspense>
      </main>
      <Footer />
      <Announcer />
    </div>
  )
}
