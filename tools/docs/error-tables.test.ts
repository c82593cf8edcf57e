import { expect, test } from 'vitest'
import { syncErrorTables } from './error-tables.ts'
import { readRepositoryFile } from './repository.ts'

test('errors.md has the codes that the packages declare', () => {
  // When this fails: npm run docs:sync
  const page = readRepositoryFile('docs/reference/errors.md')
  expect(page).toBe(syncErrorTables(page))
  expect(page.match(/<!-- errors: /g)).toHaveLength(4)
})

test('a table is replaced, and nothing else', () => {
  const page = syncErrorTables('A\n<!-- errors: races -->\n| old |\n\n| other |')
  expect(page).toMatch(/^A\n<!-- errors: races -->\n\| code \| kind \| when \|\n\|---\|---\|---\|\n/)
  expect(page).toContain('| `RACE_NOT_OPEN` | conflict | ')
  expect(page).toMatch(/\n\n\| other \|$/)
  expect(() => syncErrorTables('<!-- errors: bot -->\n| old |')).toThrow('names no package')
  expect(() => syncErrorTables('<!-- errors: races -->\ntext')).toThrow('no table')
})
