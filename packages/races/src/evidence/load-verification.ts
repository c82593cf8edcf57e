import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { historicalRaces, raceVerifications, type VerificationCounts } from '@goated/schema/tables'
import { eq, sql } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import { loadRaceVerificationInput, type LoadRaceVerificationInput } from './inputs.ts'

/** What came of verifying an archived race, the last time. */
export interface StoredVerification {
  raceId: number
  title: string
  ok: boolean
  verifiedAt: Date
  counts: VerificationCounts
  /** One line each for people to read, at most 20. */
  differences: string[]
  /** True: there were more differences than are listed. */
  truncated: boolean
  /** The end of the chain of readings that the result rests on, as the archive names it; null when there was none. */
  chain: string | null
}

/**
 * Loads what `recordVerification` stored.
 *
 * @param input.archiveId the archive's id, not the race's
 * @throws INPUT_INVALID
 * @throws HISTORICAL_RACE_NOT_FOUND there is no such archive
 * @throws VERIFICATION_NOT_FOUND it was not verified yet
 */
export async function loadRaceVerification(db: Db, input: LoadRaceVerificationInput): Promise<StoredVerification> {
  const { archiveId } = parseInput(loadRaceVerificationInput, input)
  const { metadata } = historicalRaces
  const [found] = await db
    .select(
      readable({
        title: sql<string>`${metadata} ->> 'title'`,
        chain: sql<string | null>`${metadata} #>> '{evidence,chain}'`,
        verification: raceVerifications,
      }),
    )
    .from(historicalRaces)
    .leftJoin(raceVerifications, eq(raceVerifications.raceId, historicalRaces.raceId))
    .where(eq(historicalRaces.id, archiveId))
  if (!found)
    throw raceError('HISTORICAL_RACE_NOT_FOUND', 'There is no such race in the archive.', {
      details: { archiveId },
    })
  const { verification, title, chain } = found
  if (!verification)
    throw raceError('VERIFICATION_NOT_FOUND', 'The race was not verified yet.', { details: { archiveId } })
  return { ...verification, title, chain }
}
