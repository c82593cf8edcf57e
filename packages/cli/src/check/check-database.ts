import { checkRaces, formatViolation } from '@goated/races'
import { describeFailure } from '@goated/schema'
import { type CliContext, print, printError, printJson } from '../command.ts'
import { databaseUrlSettings, withDatabase } from '../database.ts'
import { readSettings } from '../read-settings.ts'
import type { CheckFlags } from './command.ts'

/** Checks the database as it is at one moment, so that a worker may go on meanwhile. */
export async function runCheck(context: CliContext, { quick = false, json = false }: CheckFlags): Promise<number> {
  const settings = readSettings(context, databaseUrlSettings)
  if (settings === null) return 2
  try {
    const { violations, truncated, counts } = await withDatabase(context, settings.DATABASE_URL, 'check', (db) =>
      db.transaction((tx) => checkRaces(tx, { totals: !quick }), {
        isolationLevel: 'repeatable read',
        accessMode: 'read only',
      }),
    )
    const ok = violations.length === 0
    if (json) printJson(context, { ok, counts, violations, truncated })
    else {
      print(context, `${counts.races} races, ${counts.entrants} entrants, ${counts.totals} totals recomputed`)
      print(context, ...violations.map(formatViolation))
      if (truncated) print(context, 'and more')
      print(context, ok ? 'all is in order' : `${violations.length} violations`)
    }
    return ok ? 0 : 1
  } catch (error) {
    printError(context, describeFailure(error))
    return 2
  }
}
