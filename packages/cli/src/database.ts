import { databaseSettings } from '@goated/example-settings'
import type { TransactionalDb } from '@goated/schema'
import { z } from 'zod'
import type { CliContext } from './command.ts'

/** What a command needs to know that works on a database and on nothing else. */
export const databaseUrlSettings: z.ZodObject<{ DATABASE_URL: typeof databaseSettings.DATABASE_URL }> = z.object({
  DATABASE_URL: databaseSettings.DATABASE_URL,
})

/**
 * Opens a database for one piece of work, and closes it.
 *
 * @param name the command's, by which the database's own lists show the connection
 */
export async function withDatabase<Result>(
  context: CliContext,
  url: string,
  name: string,
  work: (db: TransactionalDb) => Promise<Result>,
): Promise<Result> {
  const connection = await context.connect(url, { applicationName: `goated-${name}`, listen: false })
  try {
    return await work(connection.db)
  } finally {
    await connection.close()
  }
}
