import { Link } from 'react-router'
import { homeAddress } from '../routing/addresses.ts'
import { useSite } from '../site/use-site.ts'

export function Brand() {
  const name = useSite()?.name
  return (
    <Link
      to={homeAddress}
      className="flex min-w-0 items-center gap-2.5 rounded-md"
      aria-label={name === undefined ? 'Home' : `${name}, home`}
    >
      <BrandMark />
      <span className="truncate text-lg display tracking-tight">{name}</span>
    </Link>
  )
}

export function BrandMark() {
  return (
    <svg viewBox="0 0 24 20" className="h-5 w-6 shrink-0 text-gold-fill" aria-hidden fill="currentColor">
      <path d="M1 7h6v8H1zM9 0h6v15H9zM17 10h6v5h-6zM1 17h22v3H1z" />
    </svg>
  )
}
