// Builds what runs in production, with the web app: npm run build:apps
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'
import { buildWeb } from '../../examples/web/build.ts'
import { linkDependencies } from './link-dependencies.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const bundle = join(root, 'deploy/dist')
/** What `deploy/start.mjs` starts, and the app of each. */
const apps = { server: join(root, 'examples/server'), goated: join(root, 'packages/cli') }

rmSync(bundle, { recursive: true, force: true })
await bundleApps()
const metafile = join(bundle, 'metafile-esm.json')
linkDependencies(root, bundle, Object.values(apps), externalsOf(metafile))
rmSync(metafile)
cpSync(await buildWeb({ force: true }), join(bundle, 'web'), { recursive: true })
process.exit()

/** One folder of JavaScript with all that is ours; other packages are found as dependencies. */
async function bundleApps(): Promise<void> {
  await build({
    config: false,
    entry: Object.fromEntries(Object.entries(apps).map(([name, app]) => [name, join(app, 'src/main.ts')])),
    outDir: bundle,
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
