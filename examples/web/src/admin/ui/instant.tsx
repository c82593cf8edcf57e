import { formatAge } from '../../format/time.ts'
import { useNow } from '../../live/clock.ts'
import { formatInstant, formatInstantExactly } from './instant-text.ts'

/** An instant in the visitor's zone; pointing at it shows UTC. */
export function Instant({ at, exact = false }: { at: string; exact?: boolean }) {
  const text = exact ? formatInstantExactly(at) : formatInstant(at)
  return (
    <time dateTime={at} title={`${formatInstantExactly(at, 'UTC')} UTC`} className="numeric">
      {text}
    </time>
  )
}

/** How long ago something was. */
export function Ago({ at }: { at: string }) {
  const now = useNow(10)
  return (
    <time dateTime={at} title={`${formatInstantExactly(at, 'UTC')} UTC`}>
      {formatAge(now - Date.parse(at))}
    </time>
  )
}
