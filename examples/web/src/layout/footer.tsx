import type { Site } from '@goated/example-contract'
import { useSite } from '../site/use-site.ts'

/** What the operator has to say below every page. */
export function Footer() {
  const site = useSite()
  return (
    <footer data-testid="site-footer" className="border-t border-line text-sm text-muted">
      <div className="mx-auto max-w-[76rem] space-y-6 px-4 py-8 sm:px-6">
        {site && <Responsibility footer={site.footer} />}
        {site && <SmallPrint site={site} />}
      </div>
    </footer>
  )
}

function Responsibility({ footer: { minAge, text } }: { footer: Site['footer'] }) {
  if (minAge === null && text === null) return null
  return (
    <div className="flex items-start gap-4 sm:gap-6">
      {minAge !== null && (
        <p
          data-testid="min-age"
          className="grid size-11 shrink-0 place-items-center rounded-full border-2 border-current text-sm font-bold numeric"
        >
          <span aria-hidden>{minAge}+</span>
          <span className="sr-only">Only for people of {minAge} and over</span>
        </p>
      )}
      <div className="max-w-2xl space-y-2 text-pretty">
        {minAge !== null && (
          <p>
            Only for people of {minAge} and over. A race rewards what is wagered, and wagering costs money more often
            than it pays. Never play with money you need, and never wager more to gain a place. If it stops being fun,
            stop, and talk to somebody.
          </p>
        )}
        {text !== null && <p className="whitespace-pre-line">{text}</p>}
      </div>
    </div>
  )
}

function SmallPrint({ site: { name, footer } }: { site: Site }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-3">
      <p>
        <span className="font-semibold text-ink">{name}</span>. Times are shown in your time zone.
      </p>
      {footer.links.length > 0 && (
        <ul className="flex flex-wrap gap-x-6 gap-y-2">
          {footer.links.map(({ label, url }) => (
            <li key={`${label} ${url}`}>
              <a href={url} rel="noopener noreferrer" className="text-ink underline underline-offset-4">
                {label}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
