import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('../..', import.meta.url))

export interface Manifest {
  name: string
  version: string
  private?: boolean
  bin?: Record<string, string>
  peerDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

export interface PublishedPackage {
  directory: string
  manifest: Manifest
}

/** Every package that is not private, so that a new one is checked without being named here. */
export function publishedPackages(): PublishedPackage[] {
  return readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((directory) => existsSync(join(directory, 'package.json')))
    .map((directory) => ({ directory, manifest: readManifest(directory) }))
    .filter(({ manifest }) => manifest.private !== true)
}

/** The version of a dependency that the lockfile chose, as seen from a folder of the repository. */
export function installedVersion(dependency: string, from: string): string {
  return readManifest(join(from, 'node_modules', dependency)).version
}

function readManifest(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest
}
