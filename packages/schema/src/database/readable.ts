import { getTableColumns, is, sql, type Table } from 'drizzle-orm'
import { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { INSTANT_TYPE } from '../tables/instant-column.ts'

/**
 * What to select of our tables so that the result does not depend on the server's settings, whoever opened the
 * connection: `db.select(readable(users)).from(users)`, or `readable({ id: users.id, at: users.createdAt })`. It works
 * in `returning` too.
 *
 * Instants are asked for as milliseconds since 1970. Selected plainly they arrive as text, in which DateStyle decides
 * what is the day and what is the month.
 */
export function readable<Rows extends PgTable>(table: Rows): Rows['_']['columns']
export function readable<Fields extends Record<string, unknown>>(fields: Fields): Fields
export function readable(fields: object): unknown {
  const entries = Object.entries(is(fields, PgTable) ? getTableColumns(fields as Table) : fields)
  return Object.fromEntries(entries.map(([name, field]) => [name, readableField(field)]))
}

function readableField(field: unknown): unknown {
  if (is(field, PgColumn))
    // The column goes on reading what comes back, so the selection keeps the column's type.
    return field.getSQLType() === INSTANT_TYPE && field.columnType === 'PgCustomColumn'
      ? sql`(extract(epoch from ${field}) * 1000)::bigint`.mapWith(field)
      : field
  const group = typeof field === 'object' && field !== null && Object.getPrototypeOf(field) === Object.prototype
  return group || is(field, PgTable) ? readable(field as Record<string, unknown>) : field
}
