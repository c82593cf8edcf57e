import { describe, expect, test } from 'vitest'
import { dependencyBreaches } from './dependency-rule.ts'
import { sourceFiles } from './source-files.ts'

const names = /(\.[cm]?[jt]sx?|^package\.json)$/

test('the repository keeps its dependency rule', () => {
  const files = ['packages', 'examples', 'tools'].flatMap((folder) => sourceFiles(folder, names))

  expect(files.length).toBeGreaterThan(100)
  expect(dependencyBreaches(files.filter(({ path }) => path !== 'tools/rules/dependency-rule.test.ts'))).toEqual([])
})

describe('a breach is found:', () => {
  test.each([
    ['schema imports a domain', 'packages/schema/src/a.ts', `import { x } from '@goated/races'`],
    ['a domain imports a domain', 'packages/races/src/a.ts', `import { x } from '@goated/ingest'`],
    ['only its types', 'packages/races/src/a.ts', `import type { X } from '@goated/ingest'`],
    ['a type in passing', 'packages/races/src/a.ts', `let x: import('@goated/ingest').X`],
    ['by re-export', 'packages/races/src/a.ts', `export * from '@goated/ingest'`],
    ['at run time', 'packages/races/src/a.ts', `const x = await import('@goated/ingest')`],
    ['a file deep inside', 'packages/races/src/a.ts', `import '@goated/ingest/src/run-ingest.ts'`],
    ['by a path', 'packages/races/src/total/a.ts', `import { x } from '../../../ingest/src/index.ts'`],
    ['a package imports an example', 'packages/races/src/a.ts', `import '@goated/example-server'`],
    ['even in a test', 'packages/races/src/a.test.ts', `import '@goated/example-server'`],
    ['an example by its path', 'packages/races/src/a.test.ts', `import '../../../examples/server/src/index.ts'`],
    ['telegraf', 'packages/telegram/src/a.ts', `import { Telegraf } from 'telegraf'`],
    ['testkit in a package', 'packages/races/src/a.ts', `import { manualClock } from '@goated/testkit'`],
    ['testkit in an example', 'examples/server/src/a.ts', `import { manualClock } from '@goated/testkit'`],
    ['an example queries a table', 'examples/server/src/a.ts', `import { users } from '@goated/schema/tables'`],
    ['only a type of it', 'examples/web/src/a.tsx', `import type { users } from '@goated/schema/tables'`],
    ['an example writes SQL', 'examples/worker/src/a.ts', `import { sql } from 'drizzle-orm'`],
    ['an example by a driver of drizzle', 'examples/demo/src/a.ts', `import { drizzle } from 'drizzle-orm/pglite'`],
    ['what tests share', 'examples/server/src/a.ts', `import { raceDay } from './testing/race-day.ts'`],
    ['the environment', 'packages/schema/src/a.ts', `const url = process.env['DATABASE_URL']`],
    ['the environment, renamed', 'packages/schema/src/a.ts', `const { env: settings } = process`],
    ['the environment, imported', 'packages/schema/src/a.ts', `import { env } from 'node:process'`],
    ['the environment of the bundler', 'packages/schema/src/a.ts', `import.meta.env.URL`],
    ['the environment in a command', 'packages/cli/src/check/a.ts', `process.env['DATABASE_URL']`],
    ['somebody imports the commands', 'examples/demo/src/a.ts', `import { x } from '@goated/cli'`],
    ['an example to install', 'packages/cli/package.json', `{ "dependencies": { "@goated/example-worker": "*" } }`],
    ['the commands as a dependency', 'examples/demo/package.json', `{ "dependencies": { "@goated/cli": "*" } }`],
    ['a sibling as a dependency', 'packages/races/package.json', `{ "dependencies": { "@goated/ingest": "*" } }`],
    ['schema as a copy of its own', 'packages/races/package.json', `{ "dependencies": { "@goated/schema": "*" } }`],
    ['schema with a sibling', 'packages/schema/package.json', `{ "peerDependencies": { "@goated/races": "*" } }`],
    ['testkit shipped', 'packages/races/package.json', `{ "dependencies": { "@goated/testkit": "*" } }`],
  ])('%s', (_, path, text) => {
    expect(dependencyBreaches([{ path, text: `\n${text}\n` }])).toHaveLength(1)
  })
})

test('the line is named', () => {
  const text = `// first\nimport { x } from '@goated/ingest'\n`
  expect(dependencyBreaches([{ path: 'packages/races/src/a.ts', text }])).toEqual([
    'packages/races/src/a.ts:2: @goated/ingest: a domain package imports no sibling but schema',
  ])
})

describe('this is allowed:', () => {
  test.each([
    ['a domain imports schema', 'packages/races/src/a.ts', `import { users } from '@goated/schema/tables'`],
    ['a package imports itself', 'packages/races/src/total/a.ts', `import { x } from '../prizes/b.ts'`],
    ['a test composes', 'packages/races/src/a.db.test.ts', `import '@goated/ingest'; import '@goated/testkit'`],
    ['what tests share', 'examples/server/src/testing/a.ts', `import { manualClock } from '@goated/testkit'`],
    [
      'a test of an example queries',
      'examples/server/src/a.db.test.ts',
      `import { users } from '@goated/schema/tables'`,
    ],
    ['what its tests share', 'examples/server/src/testing/a.ts', `import { sql } from 'drizzle-orm'`],
    ['an example composes', 'examples/worker/src/a.ts', `import '@goated/ingest'; import '@goated/races'`],
    ['an example reads the environment', 'examples/worker/src/a.ts', `process.env['DATABASE_URL']`],
    ['the commands compose', 'packages/cli/src/a.ts', `import '@goated/races'; import '@goated/example-worker'`],
    ['the commands handed a process', 'packages/cli/src/a.ts', `context.process.env['DATABASE_URL']`],
    ['the commands install packages', 'packages/cli/package.json', `{ "dependencies": { "@goated/races": "*" } }`],
    [
      'an example in the bundle',
      'packages/cli/package.json',
      `{ "devDependencies": { "@goated/example-worker": "*" } }`,
    ],
    ['words in comments', 'packages/races/src/a.ts', `// import '@goated/ingest' or process.env\nconst env = 1`],
    ['testkit for tests', 'packages/races/package.json', `{ "devDependencies": { "@goated/testkit": "*" } }`],
  ])('%s', (_, path, text) => {
    expect(dependencyBreaches([{ path, text }])).toEqual([])
  })
})
