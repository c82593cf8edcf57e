import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

/** One configuration for every package: what a package exports (its source condition) is what it builds. */
const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | { '@goated/source': string }>
}
const entry = Object.values(exports).flatMap((target) => (typeof target === 'string' ? [] : [target['@goated/source']]))

export default defineConfig({
  entry,
  format: ['esm'],
  target: 'node20',
  dts: { compilerOptions: { customConditions: [] } },
  sourcemap: true,
  clean: true,
  treeshake: true,
  removeNodeProtocol: false,
})
