import { expect, test } from 'vitest'
import { type SourceFile, sourceFiles } from '../rules/source-files.ts'
import { syncCommands } from './command-help.ts'
import { readRepositoryFile } from './repository.ts'

const sources = (folder: string): SourceFile[] =>
  sourceFiles(folder, /\.ts$/).filter(({ path }) => !/\.test\.ts$|-child\.ts$|\/testing\//.test(path))
const coded = ['schema', 'ingest', 'races', 'accounts'].flatMap((name) => sources(`packages/${name}/src`))

/** Literals that look like a code and are none. */
const otherLiterals = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'EAI_AGAIN'])

/** Everything in quotes that is spelt like a code, and the single words that stand where a code does. */
function codesIn(files: readonly SourceFile[]): string[] {
  const found = files.flatMap(({ text }) => [
    ...[...text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)].map(([, code]) => code),
    ...[...text.matchAll(/(?:AttemptFailure|GoatedError|refusal|refuse)\(\s*'([A-Z]+)'/g)].map(([, code]) => code),
    ...[...text.matchAll(/\bcode: '([A-Z]+)'/g)].map(([, code]) => code),
  ])
  return unique(found).filter((code) => !otherLiterals.has(code))
}

function unique(names: Iterable<string | undefined>): string[] {
  return [...new Set([...names].filter((name) => name !== undefined))].sort()
}

/** Names in backticks that open a row of a table. */
function rowsOf(page: string, name: RegExp): string[] {
  const cells = [...readRepositoryFile(page).matchAll(/^\| (?<names>`[^|]*) \|/gm)].map(
    ({ groups }) => groups?.['names'] ?? '',
  )
  return unique(cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text))).filter((text) =>
    name.test(text),
  )
}

test('errors.md lists every code, and none that is gone', () => {
  const inCode = codesIn([...coded, ...sources('examples/server/src')])
  expect(inCode).toContain('PRIZE_RANGES_OVERLAP')
  expect(inCode).toContain('TIMEOUT')
  expect(rowsOf('docs/reference/errors.md', /^[A-Z][A-Z0-9_]+$/)).toEqual(inCode)
})

test('settings.md lists every variable that an app reads', () => {
  const files = ['worker', 'server', 'demo'].map((app) => `examples/${app}/src/settings.ts`)
  const shared = sources('examples/settings/src').map(({ path }) => path)
  const names = [...files, ...shared, 'examples/upstream/src/environment.ts'].flatMap((path) =>
    [...readRepositoryFile(path).matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name),
  )
  expect(names.length).toBeGreaterThan(20)
  const page = readRepositoryFile('docs/reference/settings.md')
  expect(unique(names).filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

test('cli.md shows the help that the commands give', () => {
  const page = readRepositoryFile('docs/reference/cli.md')
  // When this fails: npm run docs:sync
  expect(page).toBe(syncCommands(page))
  expect([...page.matchAll(/^## goated (\S+)$/gm)]).toHaveLength(7)
})

test('database.md lists every table', () => {
  const tables = sources('packages/schema/src/tables').flatMap(({ text }) =>
    [...text.matchAll(/goated\.table\(\s*'([a-z_]+)'/g)].map(([, name]) => name),
  )
  expect(tables.length).toBeGreaterThan(20)
  expect(rowsOf('docs/reference/database.md', /^[a-z_]+$/)).toEqual(unique(tables))
})
