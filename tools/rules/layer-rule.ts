import { posix } from 'node:path'
import { importsOf, isTest } from './imports.ts'
import type { SourceFile } from './source-files.ts'

/**
 * The folders of each package from the ground up: a file imports from its own folder and from those before it. The files
 * beside the folders that are named here lie below all of them; the other ones (`index.ts`, `inputs.ts`) lie above.
 */
const floors: Record<string, { ground: readonly string[]; folders: readonly string[] }> = {
  schema: {
    ground: ['amount.ts', 'clock.ts', 'errors.ts', 'schema-errors.ts', 'vocabulary.ts'],
    folders: ['inputs', 'tables', 'database', 'events', 'readings', 'migrations', 'connect'],
  },
  races: {
    ground: ['errors.ts'],
    folders: 'race prizes standings total entrants payouts lifecycle leaderboards players evidence checks'.split(' '),
  },
  ingest: {
    ground: ['errors.ts'],
    folders: 'text json http source csv providers reading schedule admission store monitoring'.split(' '),
  },
  accounts: {
    ground: ['errors.ts'],
    folders: 'account credentials limits totp sessions second-factor api-tokens users privacy audit idempotency'.split(
      ' ',
    ),
  },
}

/**
 * No folder of a package imports one above it, and no files import each other in a circle: whoever reads from the ground
 * up meets nothing that is not known yet. What a command loads only when it runs (`await import()`) makes no circle.
 *
 * @returns one line for each breach
 */
export function layerBreaches(files: readonly SourceFile[]): string[] {
  const sources = files.filter(({ path }) => /^(?:packages|examples)\/[^/]+\/src\//.test(path) && !isTest(path))
  return [
    ...sources.flatMap((file) => upwardImports(file.path, importedFiles(file))),
    ...circles(staticImports(sources)),
  ]
}

/** The files that a file imports, in whatever way. */
function importedFiles(file: SourceFile): string[] {
  return importsOf(file)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier }) => posix.join(posix.dirname(file.path), specifier))
}

/** Those that are loaded together with the file. */
function staticImports(files: readonly SourceFile[]): Map<string, string[]> {
  const specifier = /^(?:import|export|\})[^'\n]*'(\.[^'\n]+)'/gm
  return new Map(
    files.map(({ path, text }) => [
      path,
      [...text.matchAll(specifier)].map(([, found = '']) => posix.join(posix.dirname(path), found)),
    ]),
  )
}

function upwardImports(path: string, imported: readonly string[]): string[] {
  const [area, name = ''] = path.split('/')
  const floor = floors[name]
  if (area !== 'packages' || !floor) return []
  const heightOf = (file: string): number => {
    if (!file.startsWith(`packages/${name}/src/`)) return -1
    const [first = '', ...rest] = file.slice(`packages/${name}/src/`.length).split('/')
    if (rest.length === 0) return floor.ground.includes(first) ? -1 : floor.folders.length
    return floor.folders.indexOf(first)
  }
  const own = heightOf(path)
  if (own < 0 && path.split('/').length > 4) return [`${path}: the folder has no place among the floors of ${name}`]
  return imported.filter((file) => heightOf(file) > own).map((file) => `${path}: imports ${file}, which lies above it`)
}

/** Each circle once, as the files on it in the order in which they import each other. */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (path: string, way: readonly string[]) => {
    const at = way.indexOf(path)
    if (at >= 0) found.push(`${[...way.slice(at), path].join(' -> ')}: a circle`)
    if (at >= 0 || done.has(path)) return
    for (const next of imports.get(path) ?? []) visit(next, [...way, path])
    done.add(path)
  }
  for (const path of imports.keys()) visit(path, [])
  return found
}
