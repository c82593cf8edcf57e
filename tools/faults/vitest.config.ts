import { defineConfig } from 'vitest/config'

const conditions = ['@goated/source', 'module', 'node', 'development|production']

/** Faults of a running database, each really done: `npm run test:faults`. Apart from the tests, because it takes longer. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: 'faults',
    include: ['tools/faults/**/*.fault.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
})
