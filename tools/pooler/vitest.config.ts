import { defineConfig } from 'vitest/config'

const conditions = ['@goated/source', 'module', 'node', 'development|production']
const fromSource = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  environments: { __vitest__: { resolve: { conditions } } },
}

/**
 * What must work behind a transaction pooler, run behind one: `npm run test:pooler`. Apart from the tests, because it
 * needs PgBouncer.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...fromSource,
        test: {
          name: 'pooled',
          isolate: false,
          // What connects differently (schema) or starts whole apps is tested in ways of its own.
          include: ['packages/{accounts,ingest,races}/**/*.db.test.ts'],
          // Random histories take long, and say of a pooler what the other tests say.
          exclude: ['**/node_modules/**', '**/invariants.db.test.ts', '**/record-totals.db.test.ts'],
          env: { GOATED_TEST_ENGINE: 'postgres' },
          globalSetup: ['tools/pooler/setup-pooler.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        ...fromSource,
        test: {
          name: 'pooled-apps',
          include: ['tools/pooler/*.pooled.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
