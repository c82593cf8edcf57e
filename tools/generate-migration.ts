// Writes the first migration from the drizzle tables. Only until the first release: after that a change of the tables
// gets a migration of its own, and the text of a released one never changes. From the migrations it then writes what
// checkSchema() compares a database with, and the file of what drizzle-kit cannot make.
// Run: node tools/pnpm.mjs exec tsx -C @goated/source tools/generate-migration.ts
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { is, sql } from 'drizzle-orm'
import { PgSchema, PgTable } from 'drizzle-orm/pg-core'
import { readCatalog } from '../packages/schema/src/migrations/catalog.ts'
import * as tables from '../packages/schema/src/tables/index.ts'

const target = new URL('../packages/schema/src/migrations/0001-foundation.ts', import.meta.url)
const manifestFile = new URL('../packages/schema/src/migrations/manifest.ts', import.meta.url)
const prefixedFile = new URL('../packages/schema/src/tables/prefixed.ts', import.meta.url)
const objectsFile = new URL('../packages/schema/objects.sql', import.meta.url)

const generated = await generateMigration(generateDrizzleJson({}), generateDrizzleJson(tables))
const statements = generated
  .map((statement) => statement.trim().replaceAll('\t', '  '))
  // The schema is there already, for it holds the ledger; asking again takes a right that a DBA may not have given.
  .filter((statement) => !statement.startsWith('CREATE SCHEMA '))
// From here on, what drizzle-kit has no words for; all of it goes into objects.sql too.
const tablesEnd = statements.length
// Room in every page for the next version of its rows: an update then stays in its page and touches no index, which
// makes the rewriting of ranks about five times cheaper. Drizzle has no words for it.
statements.push(
  'ALTER TABLE "goated"."wager_race_participants" SET (fillfactor = 45);',
  'ALTER TABLE "goated"."wager_race_folds" SET (fillfactor = 70);',
  'ALTER TABLE "goated"."affiliate_accounts" SET (fillfactor = 70);',
)
// What is in the audit log stays as it is. Its owner could drop these triggers, and that is what the hashes are for.
statements.push(
  `CREATE FUNCTION "goated"."refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is only ever appended to.' USING ERRCODE = 'restrict_violation';
END
$$;`,
  `CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "goated"."audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION "goated"."refuse_audit_change"();`,
)
const text = statements.join('\n--> statement-breakpoint\n').replace(/[\\`]|\$\{/g, '\\$&')

writeFileSync(
  target,
  `// Written by tools/generate-migration.ts from the tables; do not edit.
import type { Migration } from './migration.ts'

export const foundation: Migration = {
  id: 1,
  name: 'foundation',
  breaking: false,
  sql: \`${text}\`,
}
`,
)
console.log(`${statements.length} statements written to ${fileURLToPath(target)}`)

// Read only now that the migration is written.
const { openPGlite } = await import('../packages/schema/src/connect/pglite.ts')
const { migrations } = await import('../packages/schema/src/migrations/list.ts')
const { statementsOf } = await import('../packages/schema/src/migrations/migration.ts')
const database = await openPGlite(undefined)
await database.db.execute(sql`create schema goated`)
for (const statement of migrations.flatMap(statementsOf)) await database.db.execute(sql.raw(statement))
const items = await readCatalog(database.db)
await database.close()
writeFileSync(
  manifestFile,
  `// Written by tools/generate-migration.ts from a database with all migrations; do not edit.
import type { CatalogItem } from './catalog.ts'

/** What a database with all migrations consists of. */
// oxfmt-ignore
export const manifest: readonly CatalogItem[] = [
${items.map((item) => `  ${JSON.stringify(item)},\n`).join('')}]
`,
)
console.log(`${items.length} items written to ${fileURLToPath(manifestFile)}`)

// With a prefix, so that a project's own `users` beside `export *` of these hides none of ours.
const names = Object.entries(tables as Record<string, unknown>)
  .filter(([, value]) => is(value, PgTable) || is(value, PgSchema))
  .map(([name]) => `${name} as goated${name === 'goated' ? 'Schema' : `${name[0]?.toUpperCase()}${name.slice(1)}`}`)
writeFileSync(
  prefixedFile,
  `/** Every table under a name that no project has already: what a drizzle-kit project re-exports. */
// Written by tools/generate-migration.ts; do not edit.
export {
${names.map((name) => `  ${name},\n`).join('')}} from './index.ts'
`,
)
console.log(`${names.length} names written to ${fileURLToPath(prefixedFile)}`)

const objects = statements.slice(tablesEnd).flatMap(repeatable)
writeFileSync(
  objectsFile,
  `-- What @goated/schema consists of beyond its tables, for projects in which drizzle-kit makes these.
-- Run it after every migration that drizzle-kit generated from '@goated/schema/prefixed-tables'.
-- Running it again changes nothing.
-- Written by tools/generate-migration.ts; do not edit.

${objects.join('\n--> statement-breakpoint\n')}
`,
)
console.log(`${objects.length} statements written to ${fileURLToPath(objectsFile)}`)

/** The same statement for a database that may have its result already. */
function repeatable(statement: string): string[] {
  const trigger = /^CREATE (?:CONSTRAINT )?TRIGGER ("\w+")[\s\S]*? ON ("goated"\."\w+")/.exec(statement)
  if (trigger) return [`DROP TRIGGER IF EXISTS ${trigger[1]} ON ${trigger[2]};`, statement]
  const index = /^CREATE (?:UNIQUE )?INDEX ("\w+")/.exec(statement)
  if (index) return [statement.replace('INDEX "', 'INDEX IF NOT EXISTS "')]
  const constraint = /^ALTER TABLE ("goated"\."\w+") ADD CONSTRAINT ("\w+")/.exec(statement)
  if (constraint) return [`ALTER TABLE ${constraint[1]} DROP CONSTRAINT IF EXISTS ${constraint[2]};`, statement]
  return [statement.replace(/^CREATE FUNCTION/, 'CREATE OR REPLACE FUNCTION')]
}
