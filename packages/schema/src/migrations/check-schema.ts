import { getTableName, is, SQL } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import type { Db } from '../database.ts'
import * as exported from '../tables/index.ts'
import { readCatalog, type CatalogTable } from './catalog.ts'

export interface SchemaCheck {
  ok: boolean
  /** What the database lacks or has otherwise, one sentence each; empty when it is as it should be. */
  differences: string[]
}

type TableConfig = ReturnType<typeof getTableConfig>

/**
 * Compares the tables that this code expects with those that the database has.
 * More than expected is no difference: newer code, or the operator, may have added it.
 */
export async function checkSchema(db: Db): Promise<SchemaCheck> {
  const catalog = await readCatalog(db)
  const tables = Object.values<unknown>(exported).filter((value) => is(value, PgTable))
  const differences = tables.flatMap((table) => {
    const found = catalog.get(getTableName(table))
    return found ? compareTable(getTableConfig(table), found) : [`table ${getTableName(table)} is missing`]
  })
  return { ok: differences.length === 0, differences }
}

function compareTable(expected: TableConfig, found: CatalogTable): string[] {
  return [
    ...compareColumns(expected, found),
    ...comparePrimaryKey(expected, found),
    ...compareIndexes(expected, found),
    ...compareConstraints(expected, found),
  ]
}

function* compareColumns(expected: TableConfig, found: CatalogTable): Generator<string> {
  for (const column of expected.columns) {
    const where = `column ${expected.name}.${column.name}`
    const live = found.columns.get(column.name)
    if (!live) {
      yield `${where} is missing`
      continue
    }
    const type = plainType(column.getSQLType())
    if (plainType(live.type) !== type) yield `${where} is of type ${live.type}, not ${type}`
    if (live.notNull !== column.notNull) yield `${where} ${live.notNull ? 'refuses' : 'allows'} nulls`
    const generated = column.getSQLType().includes('serial')
    if ((column.default !== undefined || generated) && !live.hasDefault) yield `${where} has no default`
  }
}

function* comparePrimaryKey(expected: TableConfig, found: CatalogTable): Generator<string> {
  const columns = [
    ...expected.columns.filter((column) => column.primary),
    ...expected.primaryKeys.flatMap((key) => key.columns),
  ].map((column) => column.name)
  if (columns.join() !== found.primaryKey.join())
    yield `primary key of ${expected.name} is (${found.primaryKey.join(', ')}), not (${columns.join(', ')})`
}

function* compareIndexes(expected: TableConfig, found: CatalogTable): Generator<string> {
  for (const { config } of expected.indexes) {
    const name = stored(config.name ?? '')
    const live = found.indexes.get(name)
    if (!live) {
      yield `index ${name} is missing`
      continue
    }
    // An expression has no column name in the catalog either.
    const keys = config.columns.map((column) => (is(column, SQL) ? '' : (column as { name: string }).name))
    if (live.unique !== config.unique) yield `index ${name} is ${live.unique ? '' : 'not '}unique`
    if (!live.valid) yield `index ${name} is invalid: creating it failed half way`
    if (live.keys.join() !== keys.join()) yield `index ${name} covers other columns`
    if (live.partial !== (config.where !== undefined)) yield `index ${name} is ${live.partial ? '' : 'not '}partial`
  }
}

const deleteActions: Record<string, string> = {
  'no action': 'a',
  restrict: 'r',
  cascade: 'c',
  'set null': 'n',
  'set default': 'd',
}

function* compareConstraints(expected: TableConfig, found: CatalogTable): Generator<string> {
  const named = [...expected.checks, ...expected.uniqueConstraints].map((constraint) => constraint.name ?? '')
  const ofColumns = expected.columns.flatMap((column) => (column.isUnique ? [column.uniqueName ?? ''] : []))
  for (const name of [...named, ...ofColumns].map(stored))
    if (!found.constraints.has(name)) yield `constraint ${name} is missing`
  for (const key of expected.foreignKeys) {
    const name = stored(key.getName())
    const live = found.constraints.get(name)
    if (!live) yield `foreign key ${name} is missing`
    else if (live.onDelete !== deleteActions[key.onDelete ?? 'no action']) yield `foreign key ${name} deletes otherwise`
  }
}

/** Postgres keeps 63 bytes of a name. */
function stored(name: string): string {
  return name.slice(0, 63)
}

/** One spelling for drizzle's names of types and Postgres' own. */
function plainType(type: string): string {
  const names: Record<string, string> = { serial: 'integer', bigserial: 'bigint', smallserial: 'smallint' }
  const text = type
    .toLowerCase()
    .replace(/\s*([(),])\s*/g, '$1')
    .replace(/\)(?=\w)/, ') ')
    .replace(/^varchar/, 'character varying')
    .replace(/^decimal/, 'numeric')
  return names[text] ?? text
}
