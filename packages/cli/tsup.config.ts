import { defineConfig } from 'tsup'

/** A program and no library: it exports nothing, and carries the reference worker, which is not published, in itself. */
export default defineConfig({
  entry: ['src/main.ts'],
  format: ['esm'],
  target: 'node20',
  noExternal: [/^@goated\/example-/],
  sourcemap: true,
  clean: true,
  treeshake: true,
  removeNodeProtocol: false,
})
