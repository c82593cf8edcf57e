import type { Db } from '@goated/schema'
import { ingestRuns } from '@goated/schema/tables'
import { and, count, eq, isNull, lte } from 'drizzle-orm'
import { type ArchivedRaceId, findArchivedRace } from './archived-race.ts'

/** What the result of an archived race rests on, without recomputing it: `verifyRace` does that. */
export interface ArchiveProof {
  raceId: number
  archiveId: number
  archivedAt: Date
  /** Source time of the reading that settled it; null when the grace period ran out. */
  settledBy: Date | null
  closingReason: string | null
  /** The last link of the chain of digests when the race was archived; null when there was no reading. */
  chain: string | null
  /** The reading that this link belongs to. */
  lastRunId: number | null
  /** How many readings the chain had by then. */
  readings: number
}

/**
 * What the archive of a race says about the readings behind it. Two statements, however many readings there are.
 *
 * @throws RACE_NOT_FOUND
 * @throws RACE_NOT_ARCHIVED the race is not completed
 */
export async function loadArchiveProof(db: Db, id: ArchivedRaceId): Promise<ArchiveProof> {
  const archived = await findArchivedRace(db, id)
  const { lastRunId, source, sourceClass } = archived
  const [counted] = await db
    .select({ readings: count() })
    .from(ingestRuns)
    .where(
      and(
        eq(ingestRuns.source, source),
        eq(ingestRuns.outcome, 'ok'),
        lte(ingestRuns.id, lastRunId ?? 0),
        sourceClass === 'cumulative' ? isNull(ingestRuns.raceId) : eq(ingestRuns.raceId, archived.id),
      ),
    )
  return {
    raceId: archived.id,
    archiveId: archived.archiveId,
    archivedAt: archived.archivedAt,
    settledBy: archived.settledBy,
    closingReason: archived.closingReason,
    chain: archived.chain,
    lastRunId,
    readings: counted?.readings ?? 0,
  }
}
