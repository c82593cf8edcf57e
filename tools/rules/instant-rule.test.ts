import { getTableColumns, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import * as tables from '../../packages/schema/src/tables/index.ts'
import { INSTANT_TYPE } from '../../packages/schema/src/tables/instant-column.ts'
import { instantBreaches } from './instant-rule.ts'
import { sourceFiles } from './source-files.ts'

const instants = new Set(
  Object.values<unknown>(tables)
    .filter((value) => is(value, PgTable))
    .flatMap((table) => Object.entries(getTableColumns(table)))
    .flatMap(([name, column]) => (column.getSQLType() === INSTANT_TYPE ? [name] : [])),
)

test('nothing is selected in a form that the settings of the server decide', () => {
  const files = [...sourceFiles('packages', /\.ts$/), ...sourceFiles('examples', /\.ts$/)].filter(
    ({ path }) =>
      /^\w+\/[^/]+\/src\//.test(path) &&
      !/^packages\/testkit\/|\.test\.ts$|\/testing\/|schema\/src\/database\/readable/.test(path),
  )
  expect(files.length).toBeGreaterThan(100)
  expect(instants.size).toBeGreaterThan(20)
  expect(files.flatMap((file) => instantBreaches(file, instants))).toEqual([])
})

function breaches(text: string): number {
  return instantBreaches({ path: 'a.ts', text: `import { users } from '@goated/schema/tables'\n${text}` }, instants)
    .length
}

test.each([
  'db.select().from(users)',
  'db.insert(users).values(row).returning()',
  'db.select({ id: users.id, at: users.createdAt }).from(users)',
  'db.select({ user: { at: users.createdAt } }).from(users)',
  'db.update(users).set(row).returning({ at: users.createdAt })',
  'const columns = getTableColumns(users)',
  'const columns = { at: users.createdAt }',
  'const u = users; db.select({ at: u.createdAt }).from(u)',
  'const { id, createdAt } = users; db.select({ id, createdAt }).from(users)',
  'db.select({ user: users }).from(users)',
  "const owner = alias(users, 'owner'); db.select({ at: owner.createdAt }).from(owner)",
])('a breach is found: %s', (text) => {
  expect(breaches(text)).toBe(1)
})

test.each([
  'db.select(readable(users)).from(users)',
  'db.select(readable({ at: users.createdAt })).from(users)',
  'const { createdAt } = users; db.select({ id: users.id }).from(users).where(lt(createdAt, at))',
  'const row = { at: session.createdAt }',
  'const columns = readable({ at: users.createdAt })',
  'db.select({ id: users.id }).from(users).where(gt(users.createdAt, at)).orderBy(users.createdAt)',
  'db.insert(users).values(row).returning({ id: users.id })',
  'db.select({ at: sql`max(${users.createdAt})` }).from(users)',
])('this is allowed: %s', (text) => {
  expect(breaches(text)).toBe(0)
})
