// Writes the first migration from the drizzle tables. Only until the first release: after that a change of the tables
// gets a migration of its own, and the text of a released one never changes.
// Run: node tools/pnpm.mjs exec tsx -C @goated/source tools/generate-migration.ts
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import * as tables from '../packages/schema/src/tables/index.ts'

const target = new URL('../packages/schema/src/migrations/0001-foundation.ts', import.meta.url)

const generated = await generateMigration(generateDrizzleJson({}), generateDrizzleJson(tables))
const statements = generated
  .map((statement) => statement.trim().replaceAll('\t', '  '))
  // The schema is there already, for it holds the ledger; asking again takes a right that a DBA may not have given.
  .filter((statement) => !statement.startsWith('CREATE SCHEMA '))
// Room in every page for the next version of its rows: an update then stays in its page and touches no index, which
// makes the rewriting of ranks about five times cheaper. Drizzle has no words for it.
statements.push(
  'ALTER TABLE "goated"."wager_race_participants" SET (fillfactor = 45);',
  'ALTER TABLE "goated"."wager_race_folds" SET (fillfactor = 70);',
  'ALTER TABLE "goated"."affiliate_accounts" SET (fillfactor = 70);',
)
// What is in the audit log stays as it is. Its owner could drop these triggers, and that is what the hashes are for.
statements.push(
  `CREATE FUNCTION "goated"."refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
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
