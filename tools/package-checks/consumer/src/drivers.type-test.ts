import { storeReading, type StoreReadingInput } from '@goated/ingest'
// Which databases fit, proved by the compiler. Nothing here runs.
import { createRace, loadStandings } from '@goated/races'
import type { CreateRaceInput } from '@goated/races/inputs'
import { connectHttp, migrate, type Db, type TransactionalDb } from '@goated/schema'
import type * as tables from '@goated/schema/tables'
import type { NeonHttpDatabase } from 'drizzle-orm/neon-http'
import type { NeonDatabase } from 'drizzle-orm/neon-serverless'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { PgliteDatabase } from 'drizzle-orm/pglite'

declare const nodePostgres: NodePgDatabase
declare const nodePostgresWithSchema: NodePgDatabase<typeof tables>
declare const pglite: PgliteDatabase
declare const pgliteWithSchema: PgliteDatabase<typeof tables>
declare const neonServerless: NeonDatabase
declare const neonServerlessWithSchema: NeonDatabase<typeof tables>
declare const neonHttp: NeonHttpDatabase
declare const neonHttpWithSchema: NeonHttpDatabase<typeof tables>
declare const race: CreateRaceInput
declare const reading: StoreReadingInput

export const transactional: TransactionalDb[] = [
  nodePostgres,
  nodePostgresWithSchema,
  pglite,
  pgliteWithSchema,
  neonServerless,
  neonServerlessWithSchema,
]
export const readable: Db[] = [...transactional, neonHttp, neonHttpWithSchema, (await connectHttp('')).db]

// @ts-expect-error -- Neon over HTTP has no transaction that one could decide in
export const refused: TransactionalDb = neonHttp
// @ts-expect-error -- with a schema neither
export const refusedWithSchema: TransactionalDb = neonHttpWithSchema

/** A transaction fits wherever its database does, so that a caller can put several calls into one. */
export async function composed(): Promise<void> {
  await nodePostgres.transaction((tx) => createRace(tx, race))
  await nodePostgresWithSchema.transaction((tx) => createRace(tx, race))
  await pglite.transaction((tx) => storeReading(tx, reading))
  await pgliteWithSchema.transaction((tx) => storeReading(tx, reading))
  await neonServerless.transaction((tx) => createRace(tx, race))
  await neonServerlessWithSchema.transaction((tx) => createRace(tx, race))
  await nodePostgres.transaction((tx) => tx.transaction((inner) => migrate(inner)))
}

export async function overHttp(): Promise<void> {
  await loadStandings(neonHttp, 1)
  // @ts-expect-error -- writes several tables
  await createRace(neonHttp, race)
  // @ts-expect-error -- writes several tables
  await storeReading(neonHttp, reading)
  // @ts-expect-error -- all of it or nothing
  await migrate(neonHttp)
}

type Race = typeof tables.wagerRaces.$inferSelect
/** An amount is never a number, whatever package hands it out. */
export type Money = [Race['prizePool'], Awaited<ReturnType<typeof loadStandings>>['entries'][number]['prize']]
export const money: Money = [100n, 100n]
// @ts-expect-error -- a float is not an amount
export const float: Money[0] = 1.5
