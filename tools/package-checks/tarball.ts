import { join } from 'node:path'
import type { PublishedPackage } from './published.ts'
import { run } from './steps.ts'

export interface Tarball extends PublishedPackage {
  file: string
  /** Paths inside the package. */
  contents: string[]
}

/** Packs what `npm publish` would send. */
export function packPackage(published: PublishedPackage, into: string): Tarball {
  const output = run('npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', into], {
    cwd: published.directory,
  })
  const [packed] = JSON.parse(output.slice(output.indexOf('['))) as [{ filename: string; files: { path: string }[] }]
  return { ...published, file: join(into, packed.filename), contents: packed.files.map(({ path }) => path) }
}

/** @throws something is missing that users need, or something is in it that is none of their business */
export function checkContents({ contents }: Pick<Tarball, 'contents'>): void {
  const needed = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts', 'src/index.ts']
  const missing = needed.filter((path) => !contents.includes(path))
  const surplus = contents.filter(
    (path) =>
      /\.test\.|-child\.ts$|(^|\/)(test|tests|testing|__snapshots__|node_modules)\//.test(path) ||
      !/^(dist\/|src\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$|[\w-]+\.sql$)/.test(path),
  )
  if (missing.length > 0) throw new Error(`missing in the tarball: ${missing.join(', ')}`)
  if (surplus.length > 0) throw new Error(`must not be in the tarball: ${surplus.join(', ')}`)
}
