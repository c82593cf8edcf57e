import { Column, is } from 'drizzle-orm'
import { getTableConfig, PgArray, type PgColumn, PgDialect, PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import * as words from '../vocabulary.ts'
import * as exported from './index.ts'

const dialect = new PgDialect()
const tables = Object.values(exported)
  .filter((value) => is(value, PgTable))
  .map((table) => getTableConfig(table))
const named = tables.map((table) => [table.name, table] as const)

/** Every exported closed set: `RACE_TYPES` and its like. */
const closedSets = Object.entries<unknown>(words).filter(
  (entry): entry is [string, readonly string[]] => /^[A-Z_]+$/.test(entry[0]) && Array.isArray(entry[1]),
)

/** Which tuple each column with a closed set is meant to hold. */
const tupleOf: Record<string, readonly string[]> = {
  'api_tokens.scopes': words.TOKEN_SCOPES,
  'audit_log.actor_kind': words.ACTOR_KINDS,
  'challenge_entries.status': words.ENTRY_STATUSES,
  'challenges.status': words.CHALLENGE_STATUSES,
  'historical_races.status': ['completed'],
  'ingest_runs.outcome': words.INGEST_OUTCOMES,
  'leaderboard_snapshots.period': words.LEADERBOARD_PERIODS,
  'payout_entries.kind': words.PAYOUT_ENTRY_KINDS,
  'race_payouts.status': words.PAYOUT_STATUSES,
  'race_series.join_policy': words.JOIN_POLICIES,
  'race_series.source_class': words.SOURCE_CLASSES,
  'race_series.ties': words.TIE_RULES,
  'race_series.type': words.RACE_TYPES,
  'race_series.unclaimed': words.UNCLAIMED_RULES,
  'sessions.level': words.SESSION_LEVELS,
  'support_tickets.priority': words.TICKET_PRIORITIES,
  'support_tickets.status': words.TICKET_STATUSES,
  'verification_requests.status': words.VERIFICATION_STATUSES,
  'wager_decisions.kind': words.DECISION_KINDS,
  'wager_race_participants.method': words.BASELINE_METHODS,
  'wager_races.join_policy': words.JOIN_POLICIES,
  'wager_races.status': words.RACE_STATUSES,
  'wager_races.source_class': words.SOURCE_CLASSES,
  'wager_races.ties': words.TIE_RULES,
  'wager_races.type': words.RACE_TYPES,
  'wager_races.unclaimed': words.UNCLAIMED_RULES,
}

const allowedIn = (column: PgColumn) => (is(column, PgArray) ? column.baseColumn : column).enumValues

describe('closed sets', () => {
  it.each(named)('%s: the values TypeScript allows are those that SQL checks', (_name, table) => {
    const expected = table.columns
      .filter((column) => allowedIn(column)?.length)
      .map((column) => {
        const values = tupleOf[`${table.name}.${column.name}`]
        expect(allowedIn(column), `${table.name}.${column.name}`).toEqual(values)
        const list = values?.map((value) => `'${value}'`).join(', ')
        const name = `${table.name}_${column.name}_check: "goated"."${table.name}"."${column.name}"`
        return is(column, PgArray) ? `${name} <@ array[${list}]` : `${name} in (${list})`
      })
    const checked = table.checks
      .map(({ name, value }) => `${name}: ${dialect.sqlToQuery(value).sql}`)
      .filter((text) => / in \(| <@ /.test(text))
    expect(checked.sort()).toEqual(expected.sort())
  })

  it('are all used, and none names a value twice or one that SQL would have to escape', () => {
    // The last is part of what a column keeps as JSON.
    const used = new Set([...Object.values(tupleOf), words.WINDOW_GRANULARITIES])
    for (const [name, values] of closedSets) {
      expect(used.has(values), name).toBe(true)
      expect(new Set(values).size, name).toBe(values.length)
      for (const value of values) expect(value, name).toMatch(/^[a-z_:]+$/)
    }
    expect(closedSets.length).toBeGreaterThan(10)
  })
})

describe('foreign keys', () => {
  const keys = tables.flatMap((table) =>
    table.foreignKeys.map((key) => {
      const [column, ...more] = key.reference().columns
      if (!column || more.length > 0) throw new Error('A foreign key of several columns needs its own test.')
      return [`${table.name}.${column.name}`, { table, key, column }] as const
    }),
  )

  it('are found', () => {
    expect(keys.length).toBeGreaterThan(15)
  })

  it.each(keys)('%s says what happens when the row it points to is deleted', (_name, { key, column }) => {
    expect(['cascade', 'restrict', 'set null']).toContain(key.onDelete)
    if (key.onDelete === 'set null') expect(column.notNull).toBe(false)
  })

  it.each(keys)('%s leads a whole index, so that deleting does not scan the table', (_name, { table, column }) => {
    const leading = [
      // A partial index misses rows, and an expression is not the column.
      ...table.indexes.filter((index) => !index.config.where).map((index) => index.config.columns[0]),
      ...table.primaryKeys.map((key) => key.columns[0]),
      ...table.uniqueConstraints.map((constraint) => constraint.columns[0]),
      ...table.columns.filter((one) => one.primary || one.isUnique),
    ]
    const names = leading.map((first) => (is(first, Column) || (first && 'name' in first) ? first.name : undefined))
    expect(names).toContain(column.name)
  })
})

describe('names', () => {
  it.each(named)('%s is in the schema of its own, in snake_case', (name, table) => {
    expect(table.schema).toBe('goated')
    for (const word of [name, ...table.columns.map((column) => column.name)]) expect(word).toMatch(/^[a-z]+(_[a-z]+)*$/)
  })

  it('are unique among indexes, and short enough for Postgres not to cut', () => {
    const names = tables.flatMap((table) => table.indexes.map((index) => index.config.name ?? ''))
    expect(new Set(names).size).toBe(names.length)
    for (const name of [...names, ...tables.flatMap((table) => table.checks.map((check) => check.name))]) {
      expect(name).not.toBe('')
      expect(name.length, name).toBeLessThanOrEqual(63)
    }
  })
})
