import { Link } from 'react-router'
import { archiveAddress, homeAddress } from '../routing/addresses.ts'
import { usePageTitle } from '../routing/use-page-title.ts'

export function NotFoundPage() {
  usePageTitle('Page not found')
  return (
    <div className="card px-6 py-16 text-center sm:py-24">
      <p aria-hidden className="text-7xl display sm:text-8xl">
        <span className="gold-text">404</span>
      </p>
      <h1 className="mt-4 text-2xl display">There is no such page</h1>
      <p className="mx-auto mt-2 max-w-md text-pretty text-muted">
        The address may be mistyped, or the page has moved.
      </p>
      <p className="mt-6 flex flex-wrap justify-center gap-3 text-sm font-semibold">
        <Link to={homeAddress} className="rounded-lg bg-gold-fill px-4 py-2.5 text-on-gold">
          See the current race
        </Link>
        <Link to={archiveAddress} className="rounded-lg border border-line bg-raised px-4 py-2.5 hover:border-muted">
          Past races
        </Link>
      </p>
    </div>
  )
}
