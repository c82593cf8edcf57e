// Applies what drizzle-kit generated, and shows that migrate() keeps its hands off such a database.
import { PGlite } from '@electric-sql/pglite'
import { isGoatedError, migrate as migrateGoated } from '@goated/schema'
import { users } from '@goated/schema/tables'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'

const client = new PGlite()
const db = drizzle({ client })
await migrate(db, { migrationsFolder: process.argv[2] ?? 'drizzle' })
await db.select().from(users)
const refused = await migrateGoated(db).catch((error: unknown) => error)
if (!isGoatedError(refused, 'SCHEMA_OWNED_ELSEWHERE'))
  throw new Error('migrate() should have refused', { cause: refused })
console.log('migrate() leaves it alone')
await client.close()
