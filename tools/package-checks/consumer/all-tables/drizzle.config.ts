import { defineConfig } from 'drizzle-kit'

// Ownership B: this project's migrations hold the tables of `goated` too, and migrate() is never called.
export default defineConfig({
  dialect: 'postgresql',
  schema: './all-tables/schema.ts',
  out: './all-tables/drizzle',
  schemaFilter: ['public', 'goated'],
})
