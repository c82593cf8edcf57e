import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npmInstall, tarballDependencies, writeManifest } from './project.ts'
import { installedVersion, root } from './published.ts'
import { attempt, check, expectText, run } from './steps.ts'
import type { Tarball } from './tarball.ts'

const fixture = fileURLToPath(new URL('consumer', import.meta.url))
const schemaDirectory = join(root, 'packages', 'schema')
const drivers = ['pg', '@types/pg', '@electric-sql/pglite', '@neondatabase/serverless']

/** Installs the tarballs of the libraries in a project of their own, compiles it, runs it, and lets drizzle-kit loose on it. */
export function checkConsumer(tarballs: readonly Tarball[], directory: string): void {
  const cwd = directory
  const node = (...args: string[]) => run(process.execPath, args, { cwd })
  const drizzleKit = join('node_modules', 'drizzle-kit', 'bin.cjs')

  check('every package installs alone and can be imported', () => {
    for (const tarball of tarballs)
      installAlone(tarball, tarballs, join(directory, '..', 'alone', tarball.manifest.name))
  })
  check('consumer: npm install', () => {
    mkdirSync(directory, { recursive: true })
    cpSync(fixture, directory, { recursive: true })
    writeManifest(directory, {
      ...tarballDependencies(tarballs),
      ...peerVersions(tarballs),
      ...Object.fromEntries(drivers.map((name) => [name, installedVersion(name, schemaDirectory)])),
      ...Object.fromEntries(
        ['typescript', 'drizzle-kit', '@types/node'].map((name) => [name, installedVersion(name, root)]),
      ),
    })
    npmInstall(directory)
  })
  check('consumer: strict types, nodenext', () => compile(directory, 'tsconfig.nodenext.json'))
  check('consumer: strict types, bundler', () => compile(directory, 'tsconfig.bundler.json'))
  check('consumer: runs on Node', () =>
    expectText(node('built/race.js'), [
      '1. ace 250.00000000 wagered, 700.00 won',
      '2. bee 100.50000000 wagered, 300.00 won',
    ]),
  )

  const own = join(directory, 'own-tables', 'drizzle')
  check('consumer: drizzle-kit beside migrate() sees the own tables only', () => {
    node(drizzleKit, 'generate', '--config', 'own-tables/drizzle.config.ts')
    expectText(generatedSql(own), ['CREATE TABLE "vip_perks"'], ['goated'])
  })
  const all = join(directory, 'all-tables', 'drizzle')
  check('consumer: drizzle-kit owns all tables', () => {
    node(drizzleKit, 'generate', '--config', 'all-tables/drizzle.config.ts')
    expectText(generatedSql(all), [
      'CREATE SCHEMA "goated"',
      'CREATE TABLE "goated"."users"',
      'CREATE TABLE "goated"."affiliate_stats"',
      'CREATE TABLE "goated"."wager_races"',
      'CREATE TABLE "goated"."wager_race_participants"',
      'CREATE TABLE "users"',
      'CREATE TABLE "vip_perks"',
      'REFERENCES "goated"."users"("id")',
      'REFERENCES "public"."users"("id")',
    ])
  })
  check('consumer: what drizzle-kit generates works', () =>
    expectText(node('built/own-migrations.js', all), ['all of the schema is there', 'migrate() leaves it alone']),
  )
  check('consumer: drizzle-kit finds nothing more to do', () => {
    for (const mode of ['own-tables', 'all-tables'])
      expectText(node(drizzleKit, 'generate', '--config', `${mode}/drizzle.config.ts`), ['nothing to migrate'])
  })
}

/**
 * Compiles with every declaration file checked, ours among them. Those of drizzle-orm and PGlite do not compile by
 * themselves (they name databases that are not installed), so what is wrong in other people's packages is passed over.
 */
function compile(directory: string, project: string): void {
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc')
  const output = attempt(process.execPath, [tsc, '-p', project, '--pretty', 'false'], { cwd: directory }).output
  const errors = output.split('\n').filter((line) => /\berror TS\d+:/.test(line))
  const ours = errors.filter((line) => !/^node_modules[\\/](?!@goated[\\/])/.test(line))
  if (ours.length > 0) throw new Error(ours.join('\n'))
}

/** An empty project, one package, and of its peers only those that are not optional. */
function installAlone(tarball: Tarball, tarballs: readonly Tarball[], directory: string): void {
  const wanted = tarballs.filter(
    ({ manifest }) => manifest === tarball.manifest || tarball.manifest.peerDependencies?.[manifest.name],
  )
  writeManifest(directory, { ...tarballDependencies(wanted), ...peerVersions(wanted) })
  npmInstall(directory)
  const script = `const all = await import('${tarball.manifest.name}'); if (Object.keys(all).length === 0) process.exit(1)`
  run(process.execPath, ['--input-type=module', '--eval', script], { cwd: directory })
}

/** The peers that every user needs, at the versions the repository is tested with. */
function peerVersions(tarballs: readonly Tarball[]): Record<string, string> {
  const ours = new Set(tarballs.map(({ manifest }) => manifest.name))
  const peers = tarballs.flatMap(({ directory, manifest }) =>
    Object.keys(manifest.peerDependencies ?? {})
      .filter((name) => !ours.has(name) && !drivers.includes(name))
      .map((name) => [name, installedVersion(name, directory)] as const),
  )
  return Object.fromEntries(peers)
}

function generatedSql(directory: string): string {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => readFileSync(join(directory, name), 'utf8'))
    .join('\n')
}
