import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './steps.ts'
import type { Tarball } from './tarball.ts'

/** Installs what the project's manifest asks for, as a user would. */
export function npmInstall(directory: string): void {
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: directory })
}

/** @param more other fields of the manifest */
export function writeManifest(directory: string, dependencies: Record<string, string>, more: object = {}): void {
  mkdirSync(directory, { recursive: true })
  const manifest = { name: 'consumer', version: '1.0.0', private: true, type: 'module', dependencies, ...more }
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest, null, 2))
}

export function tarballDependencies(tarballs: readonly Tarball[]): Record<string, string> {
  return Object.fromEntries(tarballs.map(({ manifest, file }) => [manifest.name, `file:${file}`]))
}
