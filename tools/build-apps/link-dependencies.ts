import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { sourceFiles } from '../rules/source-files.ts'

/**
 * Sees to it that a bundle finds the packages that it imports. What the app depends on itself is found from its folder.
 * What came in with a package of ours is installed for that package only, so it is linked beside the bundle: relative,
 * so that the links hold wherever the repository is copied to, and into the folders that a production install has too.
 */
export function linkDependencies(root: string, app: string, packages: readonly string[]): void {
  const own = dependenciesOf(join(app, 'package.json'))
  const manifests = ['packages', 'examples']
    .flatMap((folder) => sourceFiles(folder, /^package\.json$/))
    .map(({ path }) => join(root, path))
  for (const name of packages) {
    if (own.has(name) || builtinModules.includes(name)) continue
    const owner = manifests.find((manifest) => dependenciesOf(manifest).has(name))
    const installed = owner && join(dirname(owner), 'node_modules', name)
    if (!installed || !existsSync(installed))
      throw new Error(`No package of ours depends on ${name}, which is imported.`)
    const link = join(app, 'dist', 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(relative(dirname(link), realpathSync(installed)), link)
  }
}

function dependenciesOf(manifest: string): Set<string> {
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: Record<string, string> }
  return new Set(Object.keys(dependencies ?? {}))
}
