import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const sources = ['src', 'public', 'index.html', 'package.json', 'vite.config.ts']

/** The folder to serve: absolute, there after `buildWeb()`. */
export const webRoot: string = join(root, 'dist')

let running: Promise<string> | undefined

/** Builds the page when it was never built or a source is newer than the last build. Resolves to `webRoot`. */
export function buildWeb(options: { force?: boolean } = {}): Promise<string> {
  running ??= buildIfNeeded(options.force ?? false).finally(() => {
    running = undefined
  })
  return running
}

async function buildIfNeeded(force: boolean): Promise<string> {
  if (!force && (await isFresh())) return webRoot
  // Built aside and moved in as a whole: a server that already serves the old build never sees half of the new one.
  const staging = join(root, 'node_modules', `.dist-${process.pid}`)
  try {
    await buildInto(staging)
    await replaceRoot(staging)
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  return webRoot
}

async function buildInto(outDir: string): Promise<void> {
  // Vite takes NODE_ENV from the process: under a test runner that would bundle React's development build, and when
  // unset Vite would set it for good. It is the caller's variable, so it is put back.
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await build({ root, mode: 'production', logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

async function replaceRoot(staging: string): Promise<void> {
  const old = `${staging}-old`
  await rename(webRoot, old).catch(ignoreMissing)
  try {
    await rename(staging, webRoot)
  } catch (error) {
    // Another process was faster, with a build of the same sources.
    if (!(await isFresh())) throw error
  }
  await rm(old, { recursive: true, force: true })
}

async function isFresh(): Promise<boolean> {
  const built = await modifiedAt(join(webRoot, 'index.html'))
  if (built === 0) return false
  const changes = await Promise.all(sources.map((source) => newestIn(join(root, source))))
  return Math.max(...changes) <= built
}

async function newestIn(path: string): Promise<number> {
  const own = await modifiedAt(path)
  const entries = await readdir(path, { recursive: true }).catch(() => [])
  const inside = await Promise.all(
    entries.filter((entry) => !entry.endsWith('.test.ts')).map((entry) => modifiedAt(join(path, entry))),
  )
  return Math.max(own, ...inside)
}

async function modifiedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? 0
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
