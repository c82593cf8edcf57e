import { sql, type SQL } from 'drizzle-orm'

/** Answers from before are forgotten. By the database's clock, as many processes write them. */
export const keptSince: SQL = sql`now() - interval '24 hours'`
