import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../../', import.meta.url)

/** The text of a file, by its path from the repository's root. */
export function readRepositoryFile(path: string): string {
  return readFileSync(new URL(path, root), 'utf8')
}

export function isInRepository(path: string): boolean {
  return existsSync(new URL(path, root))
}

/** Where a file of the repository is on this machine. */
export function repositoryPath(path: string): string {
  return fileURLToPath(new URL(path, root))
}
