import { Link } from 'react-router'
import { formatCount } from '../../format/amount.ts'
import type { ListAddress } from './list-address.ts'

type Props = { total: number; shown: number; address: ListAddress; noun: [one: string, many: string] }

/** Which part of a list this is, and the way to the others. */
export function Pager({ total, shown, address, noun }: Props) {
  const { limit, offset, withOffset } = address
  const [one, many] = noun
  const text =
    total <= shown && offset === 0
      ? `${formatCount(total)} ${total === 1 ? one : many}`
      : `${formatCount(offset + 1)} to ${formatCount(offset + shown)} of ${formatCount(total)} ${many}`
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-3 text-sm sm:px-6">
      <p className="text-muted numeric">{shown === 0 ? `No ${many}` : text}</p>
      {(offset > 0 || offset + shown < total) && (
        <nav aria-label="Pages" className="flex gap-2">
          {offset > 0 && <Step to={withOffset(Math.max(0, offset - limit))} label="Previous" />}
          {offset + shown < total && <Step to={withOffset(offset + limit)} label="Next" />}
        </nav>
      )}
    </div>
  )
}

function Step({ to, label }: { to: string; label: string }) {
  return (
    <Link to={to} className="rounded-lg border border-line bg-raised px-3 py-1.5 font-semibold hover:border-muted">
      {label}
    </Link>
  )
}
