import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npmInstall, tarballDependencies, writeManifest } from './project.ts'
import { installedVersion } from './published.ts'
import { check, expectText, run } from './steps.ts'
import type { Tarball } from './tarball.ts'

const embedded = '@electric-sql/pglite'

/** Installs a program as its user would, in a folder outside the repository, and does a day's work with it by `npx`. */
export function checkProgram(program: Tarball, tarballs: readonly Tarball[], directory: string): void {
  const { name, version } = program.manifest
  const env = {
    DATABASE_URL: `pglite://${join(directory, 'database')}`,
    UPSTREAM_KIND: 'csv',
    UPSTREAM_URL: 'board.csv',
  }
  const goated = (...words: string[]) => run('npx', ['--no-install', 'goated', ...words], { cwd: directory, env })

  const installed = check(`${name}: npm install`, () => {
    // Its dependencies of ours come from here too, at the version that it asks for.
    const driver = { [embedded]: installedVersion(embedded, program.directory) }
    writeManifest(directory, { ...tarballDependencies(tarballs), ...driver })
    npmInstall(directory)
  })
  if (!installed) return
  check(`${name}: says what it can do`, () => {
    expectText(goated('--version'), [version])
    expectText(goated('--help'), ['goated migrate', 'goated verify-race'])
    expectText(goated('worker', '--help'), ['UPSTREAM_URL', 'EXIT CODES'])
  })
  check(`${name}: does its work`, () => {
    writeFileSync(join(directory, 'history.csv'), 'as_of,uid,name,all_time\n2026-03-06T12:00:00Z,a,Ann,1\n')
    writeFileSync(join(directory, 'board.csv'), 'uid,name,all_time\na,Ann,2\n')
    expectText(goated('migrate', '--json'), ['"owner":"goated"'])
    expectText(goated('import', 'history.csv', 'csv'), ['1 readings stored'])
    expectText(goated('worker', '--once'), ['stored: 1 players, 1 changed'])
    expectText(goated('create-admin', 'chief'), ['chief is an admin'])
    expectText(goated('check'), ['0 races', 'all is in order'])
  })
}
