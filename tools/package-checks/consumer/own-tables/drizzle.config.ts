import { defineConfig } from 'drizzle-kit'

// Ownership A: migrate() owns Postgres schema `goated`; this project's own tables are drizzle-kit's.
export default defineConfig({
  dialect: 'postgresql',
  schema: './own-tables/schema.ts',
  out: './own-tables/drizzle',
  schemaFilter: ['public'],
})
