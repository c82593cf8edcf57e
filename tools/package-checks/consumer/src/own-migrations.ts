import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import {
  checkReady,
  checkSchema,
  explainErrors,
  isGoatedError,
  migrate as migrateGoated,
  readable,
} from '@goated/schema'
// Applies what drizzle-kit generated and the file of what it cannot make, and shows that migrate() keeps its hands off.
import { goatedUsers } from '@goated/schema/prefixed-tables'
import { users } from '@goated/schema/tables'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'

const client = new PGlite()
const db = explainErrors(drizzle({ client }))
const early = await checkReady(db)
if (early.ready || early.code !== 'SCHEMA_MISSING') throw new Error('nothing was migrated yet')
await migrate(db, { migrationsFolder: process.argv[2] ?? 'drizzle' })
await db.select(readable(users)).from(users)
await db.select().from(goatedUsers)
await client.query('select player_id from public.users')

const { differences } = await checkSchema(db)
if (!differences.some((difference) => difference.startsWith('trigger ')))
  throw new Error('drizzle-kit makes triggers now?')
const objects = readFileSync(fileURLToPath(import.meta.resolve('@goated/schema/objects.sql')), 'utf8')
for (let time = 0; time < 2; time++) await client.exec(objects)
const checked = await checkSchema(db)
if (!checked.ok) throw new Error(checked.differences.join('; '))
console.log('all of the schema is there')

const refused = await migrateGoated(db).catch((error: unknown) => error)
if (!isGoatedError(refused, 'SCHEMA_OWNED_ELSEWHERE'))
  throw new Error('migrate() should have refused', { cause: refused })
console.log('migrate() leaves it alone')
await client.close()
