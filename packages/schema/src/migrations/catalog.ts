import { sql } from 'drizzle-orm'
import type { Db } from '../database.ts'

/** What Postgres says about one table of schema `goated`. */
export interface CatalogTable {
  columns: Map<string, { type: string; notNull: boolean; hasDefault: boolean }>
  primaryKey: string[]
  /** `keys` names the columns; an expression is an empty string. */
  indexes: Map<string, { unique: boolean; valid: boolean; partial: boolean; keys: string[] }>
  constraints: Map<string, { onDelete: string }>
}

/** Reads the catalog in one statement, so that it also works where there are no transactions. */
export async function readCatalog(db: Db): Promise<Map<string, CatalogTable>> {
  const rows = await db
    .select({
      name: sql<string>`relname`,
      columns: sql<[string, string, boolean, boolean][]>`columns`,
      indexes: sql<[string, boolean, boolean, boolean, boolean, string[]][]>`indexes`,
      constraints: sql<[string, string][]>`constraints`,
    })
    .from(catalogQuery)
  return new Map(
    rows.map((row) => [
      row.name,
      {
        columns: new Map(row.columns.map(([name, type, notNull, hasDefault]) => [name, { type, notNull, hasDefault }])),
        primaryKey: row.indexes.find(([, , , , primary]) => primary)?.[5] ?? [],
        indexes: new Map(
          row.indexes.map(([name, unique, valid, partial, , keys]) => [name, { unique, valid, partial, keys }]),
        ),
        constraints: new Map(row.constraints.map(([name, onDelete]) => [name, { onDelete }])),
      },
    ]),
  )
}

const catalogQuery = sql`(
  select relname::text as relname,
    (select coalesce(jsonb_agg(jsonb_build_array(
        attname, format_type(atttypid, atttypmod), attnotnull, atthasdef or attidentity <> '')), '[]')
      from pg_catalog.pg_attribute where attrelid = r.oid and attnum > 0 and not attisdropped) as columns,
    (select coalesce(jsonb_agg(jsonb_build_array(
        x.relname, indisunique, indisvalid, indpred is not null, indisprimary,
        (select jsonb_agg(coalesce(attname::text, '') order by position)
          from unnest(indkey) with ordinality as k(attribute, position)
          left join pg_catalog.pg_attribute on attrelid = r.oid and attnum = k.attribute and attnum > 0))), '[]')
      from pg_catalog.pg_index join pg_catalog.pg_class x on x.oid = indexrelid where indrelid = r.oid) as indexes,
    (select coalesce(jsonb_agg(jsonb_build_array(conname, confdeltype)), '[]')
      from pg_catalog.pg_constraint where conrelid = r.oid) as constraints
  from pg_catalog.pg_class r
  where relnamespace = to_regnamespace('goated') and relkind in ('r', 'p')
) as catalog`
