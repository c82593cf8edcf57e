import { describeFailure, isGoatedError, type TransactionalDb } from '@goated/schema'
import { type CliContext, print, printError } from '../command.ts'
import { databaseUrlSettings, withDatabase } from '../database.ts'
import { readSettings } from '../read-settings.ts'
import { newPassword } from './password.ts'

/** What the commands about admins have in common with a database and a password. */
export interface AdminChange {
  name: string
  passwordStdin: boolean
  /** Runs in one transaction. @returns what came of it, in a sentence */
  change(tx: TransactionalDb, password: string): Promise<string>
}

/**
 * Changes an admin's account by the console, in one transaction with its entry in the audit log.
 *
 * @returns the exit code: 0 done; 1 refused, and nothing was changed; 2 wrong settings, or no database
 */
export async function changeAdmin(context: CliContext, options: AdminChange): Promise<number> {
  const settings = readSettings(context, databaseUrlSettings)
  if (settings === null) return 2
  const { password, made } = await newPassword(context, options.passwordStdin)
  try {
    const said = await withDatabase(context, settings.DATABASE_URL, options.name, (db) =>
      db.transaction((tx) => options.change(tx, password)),
    )
    print(context, said)
    if (made) print(context, `New password, shown only now: ${password}`, 'Change it after signing in.')
    return 0
  } catch (error) {
    printError(context, describeFailure(error))
    return isGoatedError(error) && !/^(?:DATABASE|SCHEMA)_/.test(error.code) ? 1 : 2
  }
}
