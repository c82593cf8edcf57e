import { sql } from 'drizzle-orm'
import { queryRows, type Db } from '../database/db.ts'

export type CatalogKind =
  | 'table'
  | 'column'
  | 'primary key'
  | 'index'
  | 'constraint'
  | 'foreign key'
  | 'trigger'
  | 'function'

/** One thing that Postgres schema `goated` consists of, as the database itself describes it. */
export interface CatalogItem {
  kind: CatalogKind
  /** The table it belongs to; null for a function. */
  table: string | null
  name: string
  facts: Readonly<Record<string, string | boolean | string[]>>
}

/** Reads the catalog in one statement, so that it also works where there are no transactions. */
export async function readCatalog(db: Db): Promise<CatalogItem[]> {
  const rows = await queryRows<{ item: Omit<CatalogItem, 'facts'> & { facts: Record<string, unknown> } }>(
    db,
    catalogSql,
  )
  return rows.map(({ item }) => ({
    ...item,
    facts: Object.fromEntries(Object.entries(item.facts).map(([name, fact]) => [name, spellOnce(fact)])),
  }))
}

/** How names are quoted and qualified depends on the settings of whoever asks. */
function spellOnce(fact: unknown): string | boolean | string[] {
  if (typeof fact === 'boolean' || Array.isArray(fact)) return fact as boolean | string[]
  return (
    String(fact)
      .replace(/"/g, '')
      .replace(/\b(?:goated|pg_catalog)\./g, '')
      // A column of another type is cast wherever it is used; its own line says so.
      .replace(/\((\w+)\)::text\b/g, '$1')
      .replace(/\s+/g, ' ')
      .trim()
  )
}

const catalogSql = sql`
  with tables as (
    select oid, relname::text as name, reloptions from pg_catalog.pg_class
    where relnamespace = to_regnamespace('goated') and relkind in ('r', 'p') and relname <> 'migrations'
  ), described (kind, of, name, facts) as (
    select 'table', name, name, jsonb_build_object('options', to_jsonb(coalesce(reloptions, '{}'::text[]))) from tables
    union all
    select 'column', t.name, t.name || '.' || attname, jsonb_build_object(
        'type', pg_catalog.format_type(atttypid, atttypmod), 'nullable', not attnotnull, 'storage', attstorage,
        'default', coalesce(case when attidentity <> '' then 'identity' else pg_catalog.pg_get_expr(adbin, adrelid) end, ''))
      from tables t join pg_catalog.pg_attribute on attrelid = t.oid and attnum > 0 and not attisdropped
      left join pg_catalog.pg_attrdef on adrelid = attrelid and adnum = attnum
    union all
    select case when indisprimary then 'primary key' else 'index' end, t.name,
      case when indisprimary then t.name else x.relname::text end, jsonb_build_object(
        'unique', indisunique, 'valid', indisvalid, 'partial', indpred is not null,
        'keys', (select coalesce(jsonb_agg(coalesce(attname::text, '') order by position), '[]')
          from unnest(indkey) with ordinality as k(attribute, position)
          left join pg_catalog.pg_attribute on attrelid = t.oid and attnum = k.attribute and attnum > 0),
        'definition', case when indisprimary then '' else pg_catalog.pg_get_indexdef(indexrelid) end)
      from tables t join pg_catalog.pg_index on indrelid = t.oid join pg_catalog.pg_class x on x.oid = indexrelid
    union all
    select case contype when 'f' then 'foreign key' else 'constraint' end, t.name, conname::text, jsonb_build_object(
        'definition', pg_catalog.pg_get_constraintdef(c.oid), 'deletes', confdeltype,
        'active', not exists (select from pg_catalog.pg_trigger where tgconstraint = c.oid and tgenabled in ('D', 'R')))
      from tables t join pg_catalog.pg_constraint c on conrelid = t.oid and contype in ('c', 'f', 'u', 'x')
    union all
    select 'trigger', t.name, tgname::text, jsonb_build_object(
        'definition', pg_catalog.pg_get_triggerdef(g.oid), 'active', tgenabled in ('O', 'A'))
      from tables t join pg_catalog.pg_trigger g on tgrelid = t.oid and not tgisinternal
    union all
    select 'function', null, proname::text, jsonb_build_object(
        'definition', pg_catalog.concat_ws(' ', pg_catalog.pg_get_function_result(oid), prosrc),
        'settings', to_jsonb(coalesce(proconfig, '{}'::text[])))
      from pg_catalog.pg_proc where pronamespace = to_regnamespace('goated')
  )
  select jsonb_build_object('kind', kind, 'table', of, 'name', name, 'facts', facts) as item from described
  order by coalesce(of, '') collate "C", kind collate "C", name collate "C"`
