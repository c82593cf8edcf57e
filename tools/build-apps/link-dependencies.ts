import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { sourceFiles } from '../rules/source-files.ts'

/**
 * Sees to it that a bundle finds the packages that it imports, and those that its apps load by name when they run, such
 * as the driver of a database. Each is linked beside the bundle: relative, so that the links hold wherever the repository
 * is copied to, and into the folders that a production install has too.
 *
 * @param bundle the folder of the bundle
 * @param apps the folders of the apps in it; what they depend on is what they load
 * @param imported the packages that the bundle imports, which may have come in with a package of ours
 */
export function linkDependencies(
  root: string,
  bundle: string,
  apps: readonly string[],
  imported: readonly string[],
): void {
  const ofApps = apps.map((app) => join(app, 'package.json'))
  const others = ['packages', 'examples']
    .flatMap((folder) => sourceFiles(folder, /^package\.json$/))
    .map(({ path }) => join(root, path))
  const loaded = ofApps.flatMap((manifest) => [...dependenciesOf(manifest)])
  for (const name of new Set([...imported, ...loaded])) {
    if (name.startsWith('@goated/') || builtinModules.includes(name)) continue
    const owner = [...ofApps, ...others].find((manifest) => dependenciesOf(manifest).has(name))
    const installed = owner && join(dirname(owner), 'node_modules', name)
    if (!installed || !existsSync(installed))
      throw new Error(`No package of ours depends on ${name}, which is imported.`)
    const link = join(bundle, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(relative(dirname(link), realpathSync(installed)), link)
  }
}

function dependenciesOf(manifest: string): Set<string> {
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: Record<string, string> }
  return new Set(Object.keys(dependencies ?? {}))
}
