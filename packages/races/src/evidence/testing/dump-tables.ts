import { type Db } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { sql } from 'drizzle-orm'

/** Everything a database holds: of each table its rows as sorted JSON texts. */
export type Dump = Record<string, string[]>

export interface DumpOptions {
  /** Tables to leave out. */
  except?: readonly string[]
  /**
   * Make dumps of two databases comparable: ids count from one without gaps, and what says when something was computed
   * is left out.
   */
  comparable?: boolean
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Row = { [key: string]: Json }

// Which table the ids under a name belong to, in columns and inside JSON.
const references: Record<string, string> = {
  user_id: 'users',
  userId: 'users',
  userIds: 'users',
  decided_by: 'users',
  created_by: 'users',
  reverted_by: 'users',
  settled_by_user: 'users',
  race_id: 'wager_races',
  raceId: 'wager_races',
  series_id: 'race_series',
  seriesId: 'race_series',
  archiveId: 'historical_races',
  lastRunId: 'ingest_runs',
  run_id: 'ingest_runs',
  stats_through: 'affiliate_stats',
  statsThrough: 'affiliate_stats',
}
const computedAt = new Set(['created_at', 'updated_at', 'completed_at', 'computed_at', 'started_at', 'finished_at'])

/** Reads every table of the schema `goated`, so that two states can be compared whatever the order of their rows. */
export async function dumpTables(db: Db, options: DumpOptions = {}): Promise<Dump> {
  const tables = await queryRows<{ name: string }>(
    db,
    sql`select tablename::text as name from pg_tables where schemaname = 'goated' order by tablename`,
  )
  const rows = new Map<string, Row[]>()
  for (const { name } of tables) {
    if (options.except?.includes(name)) continue
    const found = await queryRows<{ row: Row }>(
      db,
      sql`select to_jsonb(t) as row from ${sql.identifier('goated')}.${sql.identifier(name)} t`,
    )
    rows.set(
      name,
      found.map(({ row }) => row),
    )
  }
  const comparable = options.comparable ? renumber(rows) : rows
  return Object.fromEntries(
    [...comparable].map(([name, content]) => [name, content.map((row) => JSON.stringify(row)).sort()]),
  )
}

function renumber(tables: ReadonlyMap<string, Row[]>): Map<string, Row[]> {
  const referenced = new Set(Object.values(references))
  const numbers = new Map<string, Map<string, number>>()
  for (const table of referenced) {
    const ids = (tables.get(table) ?? []).map(({ id }) => BigInt(String(id))).sort((a, b) => (a < b ? -1 : 1))
    numbers.set(table, new Map(ids.map((id, index) => [id.toString(), index + 1])))
  }
  const mapId = (table: string, id: Json): Json => numbers.get(table)?.get(String(id)) ?? id
  const mapValue = (key: string, value: Json): Json => {
    if (Array.isArray(value)) return value.map((item) => mapValue(key, item))
    if (typeof value === 'object' && value !== null) return mapRow(value)
    const table = references[key]
    return table === undefined || value === null ? value : mapId(table, value)
  }
  const mapRow = (row: Row): Row =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([key]) => !computedAt.has(key))
        .map(([key, value]) => [key, mapValue(key, value)]),
    )
  return new Map(
    [...tables].map(([name, rows]) => [
      name,
      rows.map(({ id, ...row }) =>
        // The rows of one reading may be written in any order.
        referenced.has(name) && name !== 'affiliate_stats'
          ? { id: mapId(name, id ?? null), ...mapRow(row) }
          : mapRow(row),
      ),
    ]),
  )
}
