// Runs a TypeScript file from source: node run-bundled.mjs FILE [ARGUMENT...]
// Its sources become one file first, which is kept until one of them changes: a process that loads hundreds of sources
// one by one takes several times as long to start, and tests start many.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [, , file = '', ...parameters] = process.argv
const entry = resolve(file)
const root = fileURLToPath(new URL('../../../', import.meta.url))
const cache = join(root, 'node_modules', '.cache', 'goated-scripts')
const name = createHash('sha256').update(entry).digest('hex').slice(0, 16)
const listFile = join(cache, `${name}.json`)

/** Libraries stay where they are, found from the source that asks for them; a source keeps the address it has. */
const ownSourcesOnly = {
  name: 'own-sources-only',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === 'asked' || path.startsWith('node:') || importer === '') return undefined
      const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: 'asked' })
      // An optional driver that is not installed, or a module of Node's own.
      if (found.errors.length > 0 || !found.path.startsWith('/')) return { path, external: true }
      if (!found.path.includes('/node_modules/')) return found
      return { path: pathToFileURL(found.path).href, external: true }
    })
    build.onLoad({ filter: /\.[cm]?tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const contents = text
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.filename', JSON.stringify(path))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
}

const bundle = findBundle() ?? (await makeBundle())
process.argv = [process.execPath, entry, ...parameters]
await import(pathToFileURL(bundle).href)

/** The kept bundle, if none of its sources has changed since. */
function findBundle() {
  if (!existsSync(listFile)) return undefined
  const { bundle, sources } = JSON.parse(readFileSync(listFile, 'utf8'))
  const same = Object.entries(sources).every(([path, state]) => stateOf(path) === state)
  return same && existsSync(bundle) ? bundle : undefined
}

function stateOf(path) {
  const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? {}
  return `${mtimeMs} ${size}`
}

async function makeBundle() {
  const { build } = createRequire(import.meta.url)('esbuild')
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@goated/source'],
    sourcemap: 'inline',
    sourcesContent: false,
    outfile: join(cache, `${name}.mjs`),
    logLevel: 'silent',
    plugins: [ownSourcesOnly],
  })
  const text = outputFiles[0].text
  const bundle = join(cache, `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.mjs`)
  const paths = Object.keys(metafile.inputs).map((path) => join(root, path))
  const sources = Object.fromEntries(paths.map((path) => [path, stateOf(path)]))
  mkdirSync(cache, { recursive: true })
  writeWhole(bundle, text)
  writeWhole(listFile, JSON.stringify({ bundle, sources }))
  return bundle
}

/** Other processes read it meanwhile: it is there as a whole, or not at all. */
function writeWhole(path, text) {
  const scratch = `${path}.${process.pid}`
  writeFileSync(scratch, text)
  renameSync(scratch, path)
}
