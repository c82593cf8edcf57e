import type { AdminRace, EntrantDetail } from '@goated/example-contract'
import { Link } from 'react-router'
import { useAsk } from '../data/use-ask.ts'
import { RaceStatus } from '../races/race-status.tsx'
import { usePathId } from '../shell/path-id.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pill } from '../ui/pill.tsx'
import { Section } from '../ui/section.tsx'
import { AdjustmentsSection } from './adjustments-section.tsx'
import { DecideForm } from './decide-form.tsx'
import { DecisionsTaken } from './decisions-taken.tsx'
import { EntrantFacts } from './entrant-facts.tsx'
import { ProgressionChart } from './progression-chart.tsx'
import { StandingActions } from './standing-actions.tsx'

export function EntrantPage() {
  const raceId = usePathId('raceId')
  const userId = usePathId('userId')
  const race = useAsk('GET /api/admin/races/:id', { params: { id: raceId } })
  const entrant = useAsk(
    'GET /api/admin/races/:id/entrants/:userId',
    { params: { id: raceId, userId } },
    { everyMs: 15_000 },
  )
  return (
    <Loaded query={race} page>
      {(race) => (
        <Loaded query={entrant} page>
          {(entrant) => <EntrantView race={race} entrant={entrant} />}
        </Loaded>
      )}
    </Loaded>
  )
}

function EntrantView({ race, entrant }: { race: AdminRace; entrant: EntrantDetail }) {
  const { username, decisionsDue, disqualifiedAt, disqualifiedReason } = entrant
  return (
    <>
      <PageHead
        title={username}
        above={{ label: race.title, to: `/admin/races/${race.id}` }}
        badge={disqualifiedAt === null ? undefined : <Pill tone="bad">Disqualified</Pill>}
        actions={<StandingActions race={race} entrant={entrant} />}
      >
        <span className="inline-flex flex-wrap items-center gap-2">
          Entrant of{' '}
          <Link to={`/admin/races/${race.id}`} className="underline underline-offset-4">
            {race.title}
          </Link>
          <RaceStatus status={race.status} />
        </span>
      </PageHead>
      {disqualifiedAt !== null && (
        <Notice tone="bad" title="Out of the standings">
          {disqualifiedReason}
        </Notice>
      )}
      {decisionsDue.length > 0 && <DecideForm race={race} entrant={entrant} />}
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Section title="How the total came about">
          <ProgressionChart points={entrant.history} currency={race.currency} />
        </Section>
        <EntrantFacts entrant={entrant} currency={race.currency} />
      </div>
      <AdjustmentsSection race={race} entrant={entrant} />
      {entrant.decisions.length > 0 && <DecisionsTaken decisions={entrant.decisions} />}
    </>
  )
}
