// Builds the apps that run in production, with the web app: npm run build:apps
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'
import { buildWeb } from '../../examples/web/build.ts'
import { linkDependencies } from './link-dependencies.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const apps = { server: ['main', 'reset-admin'], worker: ['main', 'migrate', 'import'] }

for (const [name, entries] of Object.entries(apps)) {
  const app = join(root, 'examples', name)
  rmSync(join(app, 'dist'), { recursive: true, force: true })
  await bundle(app, entries)
  const metafile = join(app, 'dist', 'metafile-esm.json')
  linkDependencies(root, app, externalsOf(metafile))
  rmSync(metafile)
}
cpSync(await buildWeb({ force: true }), join(root, 'examples/server/dist/web'), { recursive: true })
process.exit()

/** One folder of JavaScript with all that is ours; other packages are found as dependencies. */
async function bundle(app: string, entries: readonly string[]): Promise<void> {
  await build({
    config: false,
    entry: entries.map((entry) => join(app, 'src', `${entry}.ts`)),
    outDir: join(app, 'dist'),
    format: ['esm'],
    target: 'node20',
    sourcemap: true,
    metafile: true,
    silent: true,
    removeNodeProtocol: false,
    skipNodeModulesBundle: true,
    noExternal: [/^@goated\//],
    esbuildOptions(options) {
      options.conditions = ['@goated/source']
      // What builds the web app stays at home; a built server has it beside itself.
      options.alias = { '@goated/example-web/build': join(root, 'tools/build-apps/prebuilt-web.ts') }
    },
  })
}

/** The packages that a bundle imports, as the bundler recorded them. */
function externalsOf(metafile: string): string[] {
  const { outputs } = JSON.parse(readFileSync(metafile, 'utf8')) as {
    outputs: Record<string, { imports: { path: string; external?: boolean }[] }>
  }
  const paths = Object.values(outputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external === true).map(({ path }) => path),
  )
  const packages = paths
    .filter((path) => !path.startsWith('node:'))
    .map((path) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
  return [...new Set(packages)].filter((name) => name !== undefined)
}
