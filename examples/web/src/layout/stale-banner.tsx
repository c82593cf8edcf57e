import { describeReading } from '../format/time.ts'
import { useNow } from '../live/clock.ts'

type Props = {
  /** The server says its newest reading is older than it should be. */
  stale: boolean
  /** The server did not answer the last time it was asked. */
  unreachable: boolean
  updatedAt: string | null
}

/** Old numbers are shown as old numbers. Says nothing while all is well. */
export function StaleBanner({ stale, unreachable, updatedAt }: Props) {
  if (!stale && !unreachable) return null
  return (
    <div
      data-testid="stale-banner"
      className="flex flex-wrap items-baseline gap-x-3 gap-y-1 rounded-xl border border-gold-fill/40 bg-gold-fill/10 px-4 py-3 text-sm"
    >
      <p className="font-semibold text-gold">
        {unreachable ? 'The server cannot be reached' : 'These numbers are older than usual'}
      </p>
      <p className="text-ink/85">
        {updatedAt === null ? 'There is no reading yet.' : <ReadingAge updatedAt={updatedAt} />}
        {unreachable ? ' We keep trying.' : ' The casino has sent nothing newer.'}
      </p>
    </div>
  )
}

function ReadingAge({ updatedAt }: { updatedAt: string }) {
  const now = useNow(10)
  return (
    <>
      <time dateTime={updatedAt}>{describeReading(updatedAt, now)}</time>.
    </>
  )
}
