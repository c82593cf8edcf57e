import { type RefObject, useEffect, useRef } from 'react'
import { NavigationType, useLocation, useNavigationType } from 'react-router'

/**
 * What a browser does on a full page load: start at the top, with focus on what is new. Going back is left to the
 * browser, which knows where the visitor was. A change of tab within a page is no new page.
 */
export function useNewPage(main: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation()
  const how = useNavigationType()
  const page = pathname.startsWith('/leaderboards/') ? '/leaderboards' : pathname
  const shown = useRef(page)
  useEffect(() => {
    if (shown.current === page) return
    shown.current = page
    if (how !== NavigationType.Pop) scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [page, how, main])
}
