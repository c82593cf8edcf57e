import { useEffect } from 'react'
import { useSite } from '../site/use-site.ts'

/** Names the page in tabs, bookmarks and for screen readers. Null: the site's name alone. */
export function usePageTitle(title: string | null): void {
  const site = useSite()?.name
  useEffect(() => {
    document.title = [title, site].filter((part) => part !== null && part !== undefined).join(' | ') || 'Wager races'
  }, [title, site])
}
