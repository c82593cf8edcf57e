import type { IngestHealth } from '@goated/example-contract'
import { formatCount } from '../../format/amount.ts'
import { useNow } from '../../live/clock.ts'
import { Facts, type Fact } from '../ui/facts.tsx'
import { Instant } from '../ui/instant.tsx'
import { Pill } from '../ui/pill.tsx'
import { describeAlarm } from './alarm-wording.ts'
import { describeIngest } from './ingest-state.ts'

const looks = {
  ok: { edge: 'border-l-up', title: 'text-up' },
  none: { edge: 'border-l-muted', title: '' },
  stale: { edge: 'border-l-gold-fill', title: 'text-gold' },
  failing: { edge: 'border-l-down', title: 'text-down' },
  open: { edge: 'border-l-down', title: 'text-down' },
}

/** How the readings are right now. */
export function IngestStateCard({ health }: { health: IngestHealth }) {
  const now = useNow(5)
  const { state, title, explanation } = describeIngest(health, now)
  const facts: Fact[] = [
    [
      'Newest reading',
      health.newestReading === null ? 'None' : <Instant key="newest" at={health.newestReading} exact />,
    ],
    ['Failed in a row', formatCount(health.failures)],
    [
      'May be asked again',
      health.nextAllowedAt === null || Date.parse(health.nextAllowedAt) <= now ? (
        'Now'
      ) : (
        <Instant key="next" at={health.nextAllowedAt} exact />
      ),
    ],
  ]
  return (
    <section
      aria-label="State of the readings"
      data-testid="ingest-state"
      data-state={state}
      className={`space-y-4 border-l-4 card p-4 sm:p-6 ${looks[state].edge}`}
    >
      <div>
        <h2 className={`text-2xl display ${looks[state].title}`}>{title}</h2>
        <p className="mt-1 max-w-prose text-pretty text-muted">{explanation}</p>
      </div>
      <Facts facts={facts} />
      {health.alarms.length > 0 && (
        <div>
          <h3 className="eyebrow">Alarms in this span</h3>
          <ul className="mt-2 space-y-2 text-sm">
            {health.alarms.map((alarm) => (
              <li key={alarm} className="flex flex-wrap items-center gap-2">
                <Pill tone="warn">{alarm}</Pill>
                <span className="text-muted">{describeAlarm(alarm)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
