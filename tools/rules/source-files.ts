import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file of the repository: its path from the root, with forward slashes, and its text. */
export interface SourceFile {
  path: string
  text: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const never = new Set(['node_modules', 'dist', 'coverage', '.goated'])

/** Every file below a folder of the repository whose name matches, read from disk: no git needed. */
export function sourceFiles(folder: string, name: RegExp): SourceFile[] {
  const found: SourceFile[] = []
  const walk = (directory: string) => {
    for (const entry of readdirSync(join(root, directory), { withFileTypes: true })) {
      const path = join(directory, entry.name)
      if (entry.isDirectory() && !never.has(entry.name)) walk(path)
      if (entry.isFile() && name.test(entry.name))
        found.push({ path: path.replaceAll(sep, '/'), text: readFileSync(join(root, path), 'utf8') })
    }
  }
  walk(folder)
  return found
}
