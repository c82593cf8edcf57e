import { defineConfig } from 'vitest/config'

const conditions = ['@goated/source', 'module', 'node', 'development|production']

/** What deploy/ holds, checked without a container engine: `npm run check:deploy`. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: 'deploy',
    include: ['tools/deploy-checks/*.check.ts'],
    // Each builds the apps, which takes the whole machine.
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
