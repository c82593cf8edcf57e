import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Run as `vitest run --config vitest.workspace.ts`: vitest no longer looks for this name by itself.

const conditions = ['@goated/source', 'module', 'node', 'development|production']
/** Tests run from source, so nothing has to be built first; `__vitest__` is where global setups run. */
const fromSource = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  environments: { __vitest__: { resolve: { conditions } } },
}
/**
 * One process runs many files, so the libraries are loaded once and not for each file: a third of all time otherwise. No
 * test may rest on what another left in a module.
 */
const together = { isolate: false }
/** A machine may be several times slower than the one at hand, and a test that waits ends when it has what it waits for. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } }

const databaseTests = ['packages/**/*.db.test.ts', 'examples/**/*.db.test.ts', 'tools/**/*.db.test.ts']
const endToEndTests = ['examples/**/*.e2e.test.ts', 'tools/**/*.e2e.test.ts']
const never = ['**/node_modules/**', '**/dist/**']

export default defineConfig({
  test: {
    // Database tests wait a lot, so two workers pay even where the default would be one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        ...fromSource,
        test: {
          name: 'unit',
          ...together,
          ...patience,
          include: [
            'packages/*/src/**/*.test.ts',
            'examples/*/src/**/*.test.{ts,tsx}',
            'examples/*/*.test.ts',
            'tools/**/*.test.ts',
          ],
          exclude: [...never, '**/*.db.test.ts', '**/*.e2e.test.ts'],
        },
      },
      {
        ...fromSource,
        test: {
          name: 'pglite',
          ...together,
          include: databaseTests,
          exclude: never,
          env: { GOATED_TEST_ENGINE: 'pglite' },
          globalSetup: ['packages/testkit/src/setup-pglite.ts'],
          ...patience,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'postgres',
          ...together,
          include: databaseTests,
          exclude: never,
          env: { GOATED_TEST_ENGINE: 'postgres' },
          globalSetup: ['packages/testkit/src/setup-postgres.ts'],
          ...patience,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'end-to-end',
          include: endToEndTests,
          exclude: never,
          ...patience,
        },
      },
    ],
  },
})
