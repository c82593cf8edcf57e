import { formatAmount, MONEY_DECIMALS } from '@goated/schema'
import { differingRules } from '../race/rules.ts'
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
  for (const { name, one, other } of differingRules(race, archived)) compare(name, one, other)
  const cents = (pool: bigint) => formatAmount(pool, MONEY_DECIMALS)
  compare('prizePool', cents(archived.prizePool), cents(archived.listedPool))
}
