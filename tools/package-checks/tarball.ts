import { type PublishedPackage, root } from './published.ts'
import { run } from './steps.ts'

export interface Tarball extends PublishedPackage {
  file: string
  /** Paths inside the package. */
  contents: string[]
}

/** Packs what is published: by pnpm, which writes the versions of our own packages into those that depend on them. */
export function packPackage(published: PublishedPackage, into: string): Tarball {
  const pack = ['--config.ignore-scripts=true', 'pack', '--json', '--pack-destination', into]
  // pnpm is started in the root of the repository, wherever this is.
  const output = run(process.execPath, ['tools/pnpm.mjs', '--dir', published.directory, ...pack], { cwd: root })
  // What it wrote to its error output comes after.
  const [json = ''] = /^\{[^]*?^\}/m.exec(output) ?? []
  const packed = JSON.parse(json) as { filename: string; files: { path: string }[] }
  return { ...published, file: packed.filename, contents: packed.files.map(({ path }) => path) }
}

/** @throws something is missing that users need, or something is in it that is none of their business */
export function checkContents({ manifest, contents }: Pick<Tarball, 'manifest' | 'contents'>): void {
  // A program has no types, and nobody reads it as a source.
  const code = manifest.bin ? ['dist/main.js'] : ['dist/index.js', 'dist/index.d.ts', 'src/index.ts']
  const needed = ['package.json', 'README.md', 'LICENSE', ...code]
  const missing = needed.filter((path) => !contents.includes(path))
  const surplus = contents.filter(
    (path) =>
      /\.test\.|-child\.ts$|(^|\/)(test|tests|testing|__snapshots__|node_modules)\//.test(path) ||
      !/^(dist\/|src\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$|[\w-]+\.sql$)/.test(path),
  )
  if (missing.length > 0) throw new Error(`missing in the tarball: ${missing.join(', ')}`)
  if (surplus.length > 0) throw new Error(`must not be in the tarball: ${surplus.join(', ')}`)
}
