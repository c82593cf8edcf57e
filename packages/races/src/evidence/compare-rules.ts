import { formatAmount, MONEY_DECIMALS } from '@goated/schema'
import type { ArchivedRace } from './archived-race.ts'
import type { Report } from './difference.ts'

/** Compares the rules that the archive froze with those of the race: neither may change once it is over. */
export function compareRules(archived: ArchivedRace, report: Report): void {
  const { race } = archived
  const compare = (field: string, expected: string | null, found: string | null) => {
    if (expected !== found) report({ kind: 'archive', field, expected, found })
  }
  compare('status', 'completed', race.status)
  compare('source', race.source, archived.source)
  compare('sourceClass', race.sourceClass, archived.sourceClass)
  compare('startDate', race.startDate.toISOString(), archived.startDate.toISOString())
  compare('endDate', race.endDate.toISOString(), archived.endDate.toISOString())
  compare('settledBy', race.settledBy?.toISOString() ?? null, archived.settledBy?.toISOString() ?? null)
  compare('prizePool', formatAmount(race.prizePool, MONEY_DECIMALS), formatAmount(archived.prizePool, MONEY_DECIMALS))
  compare('minWager', formatAmount(race.minWager), formatAmount(archived.minWager))
  compare('ties', race.ties, archived.ties)
  compare('unclaimed', race.unclaimed, archived.unclaimed)
  compare('joinPolicy', race.joinPolicy, archived.joinPolicy)
  compare('calendar', calendarText(race.calendar), calendarText(archived.calendar))
  compare('prizeDistribution', distributionText(race.prizeDistribution), distributionText(archived.prizeDistribution))
}

// Key by key: jsonb keeps no order of keys that two writers could agree on.
function calendarText({ timeZone, weekStartsOn }: ArchivedRace['calendar']): string {
  return JSON.stringify({ timeZone, weekStartsOn })
}

function distributionText(distribution: ArchivedRace['prizeDistribution']): string {
  return JSON.stringify(distribution.map(({ from, to, percent, amount }) => ({ from, to, percent, amount })))
}
