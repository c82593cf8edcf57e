import { formatDifference, type Verification, verifyRace } from '@goated/races'
import { describeFailure } from '@goated/schema'
import { type CliContext, print, printError, printJson } from '../command.ts'
import { databaseUrlSettings, withDatabase } from '../database.ts'
import { readSettings } from '../read-settings.ts'
import type { VerifyRaceFlags } from './command.ts'

/** Verifies a race by the database as it is at one moment, so that a worker may go on meanwhile. */
export async function runVerifyRace(
  context: CliContext,
  { all = false, json = false }: VerifyRaceFlags,
  raceId: number,
): Promise<number> {
  const settings = readSettings(context, databaseUrlSettings)
  if (settings === null) return 2
  try {
    const found = await withDatabase(context, settings.DATABASE_URL, 'verify-race', (db) =>
      db.transaction((tx) => verifyRace(tx, raceId, { digests: all ? 'all' : 'used' }), {
        isolationLevel: 'repeatable read',
        accessMode: 'read only',
      }),
    )
    if (json) printJson(context, found)
    else print(context, ...describeVerification(found))
    return found.ok ? 0 : 1
  } catch (error) {
    printError(context, describeFailure(error))
    return 2
  }
}

function describeVerification({ raceId, title, counts, differences, truncated, ok }: Verification): string[] {
  const { entrants, samples, readings, digests, payouts } = counts
  return [
    `race ${raceId}, ${title}`,
    `${entrants} entrants, ${samples} samples, ${payouts} payouts, ${digests} digests, a chain of ${readings} readings`,
    ...differences.map(formatDifference),
    ...(truncated ? ['and more'] : []),
    ok ? 'verified: all is in order' : `${differences.length} differences`,
  ]
}
