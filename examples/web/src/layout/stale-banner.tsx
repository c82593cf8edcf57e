import { describeReading, isAhead } from '../format/time.ts'
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
  const now = useNow(10)
  if (!stale && !unreachable) return null
  const ahead = updatedAt !== null && isAhead(updatedAt, now)
  return (
    <div
      data-testid="stale-banner"
      className="flex flex-wrap items-baseline gap-x-3 gap-y-1 rounded-xl border border-gold-fill/40 bg-gold-fill/10 px-4 py-3 text-sm"
    >
      <p className="font-semibold text-gold">
        {unreachable
          ? 'The server cannot be reached'
          : ahead
            ? 'How old these numbers are is not known'
            : 'These numbers are older than usual'}
      </p>
      <p className="text-ink/85">
        {updatedAt === null ? 'There is no reading yet.' : <ReadingAge updatedAt={updatedAt} now={now} />}
        {unreachable ? ' We keep trying.' : ahead ? ' A clock is wrong.' : ' The casino has sent nothing newer.'}
      </p>
    </div>
  )
}

function ReadingAge({ updatedAt, now }: { updatedAt: string; now: number }) {
  return (
    <>
      <time dateTime={updatedAt}>{describeReading(updatedAt, now)}</time>.
    </>
  )
}
