import type { SourceKind } from '@goated/ingest'
import type { Race } from '@goated/races'
import { type Calendar, findRace, summarizeRacesForAdmins } from '@goated/races'
import type { RaceSourceInput } from '@goated/races/inputs'
import { inputInvalid } from '@goated/schema/inputs'
import type { AuditedDeps } from '../auth/audited.ts'
import type { Boards } from '../boards/boards.ts'
import { shownRace } from '../views/shown-race.ts'

export interface AdminRaceDeps extends AuditedDeps {
  boards: Boards
  source: string
  sourceKind: SourceKind
  calendar: Calendar
}

/** The facts of the source that a client names: the one that this installation reads. */
export function ownSource(deps: AdminRaceDeps, named: string | undefined): RaceSourceInput {
  const { source, sourceKind, calendar } = deps
  if (named !== undefined && named !== source)
    throw inputInvalid([{ path: 'source', message: `Must be ${source}, the source that this installation reads.` }])
  return { id: source, ...sourceKind, calendar }
}

/**
 * A race as admins see it.
 *
 * @throws RACE_NOT_FOUND
 */
export async function loadAdminRace(deps: AdminRaceDeps, id: number) {
  const race = await findRace(deps.db, id)
  const [summary] = await summarizeAdminRaces(deps, [race])
  if (!summary) throw new Error('A race that was found has no summary.')
  return summary
}

/** Races as admins see them. */
export async function summarizeAdminRaces({ db, boards }: AdminRaceDeps, races: readonly Race[]) {
  const summaries = await summarizeRacesForAdmins(db, { races })
  return summaries.map((summary) => shownRace(summary, boards.isRaceStale(summary.race)))
}
