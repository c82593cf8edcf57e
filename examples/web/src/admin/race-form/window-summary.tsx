import { formatInstant, formatLength, ownTimeZone } from '../ui/instant-text.ts'
import { Notice } from '../ui/notice.tsx'
import type { RaceDraft } from './race-draft.ts'
import { isTimeZone, toInstant, type ZonedInstant } from './zoned-time.ts'

/** The window as an instant in time: in UTC and for whoever looks, with a word where clocks change. */
export function WindowSummary({ draft }: { draft: RaceDraft }) {
  const { kind, timeZone } = draft
  const start = isTimeZone(timeZone) ? toInstant(draft.start, timeZone) : null
  const end = kind === 'race' && isTimeZone(timeZone) ? toInstant(draft.end, timeZone) : null
  if (start === null) return null
  const length = end === null ? 0 : Date.parse(end.instant) - Date.parse(start.instant)
  const own = ownTimeZone()
  const columns = [
    timeZone,
    ...(timeZone === 'UTC' ? [] : ['UTC']),
    ...(own === timeZone || own === 'UTC' ? [] : [own]),
  ]
  return (
    <div aria-live="polite" className="space-y-3">
      <ClockNotice what="start" at={start} timeZone={timeZone} />
      {end !== null && <ClockNotice what="end" at={end} timeZone={timeZone} />}
      <dl className="grid gap-x-6 gap-y-3 rounded-xl bg-raised p-4 text-sm sm:grid-cols-2 xl:grid-cols-3">
        {columns.map((zone) => (
          <div key={zone}>
            <dt className="eyebrow">{zone === own ? `For you, ${zone}` : zone}</dt>
            <dd className="mt-0.5 numeric">
              {formatInstant(start.instant, zone)}
              {end !== null && <span className="block">{formatInstant(end.instant, zone)}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {length > 0 && <p className="text-sm text-muted">It lasts {formatLength(length)}.</p>}
    </div>
  )
}

function ClockNotice({ what, at, timeZone }: { what: 'start' | 'end'; at: ZonedInstant; timeZone: string }) {
  if (at.clock === 'plain') return null
  return (
    <Notice tone="warn" title={`Clocks change in ${timeZone} that day`}>
      {at.clock === 'skipped'
        ? `They skip the time of the ${what}, so ${formatInstant(at.instant, timeZone)} is taken.`
        : `They show the time of the ${what} twice. The first of the two is taken.`}
    </Notice>
  )
}
