// Checks the packages as their users get them: npm run check:packages
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkConsumer } from './consumer.ts'
import { checkProgram } from './program.ts'
import { publishedPackages, root } from './published.ts'
import { check, run, summarise } from './steps.ts'
import { checkContents, packPackage, type Tarball } from './tarball.ts'

const packages = publishedPackages()
const tarballs: Tarball[] = []
// Outside the repository, where nothing is found but what was installed.
const directory = realpathSync(mkdtempSync(join(tmpdir(), 'goated-packages-')))

try {
  const built = check('build', () => {
    run(process.execPath, ['tools/pnpm.mjs', '--filter', './packages/*', 'run', 'build'], { cwd: root })
  })
  // An earlier build lying about would be judged in its stead.
  if (built) checkPackages()
} finally {
  rmSync(directory, { recursive: true, force: true })
}
summarise()

function checkPackages(): void {
  for (const published of packages) {
    const { name } = published.manifest
    check(`${name}: npm pack`, () => {
      const tarball = packPackage(published, directory)
      tarballs.push(tarball)
      checkContents(tarball)
    })
  }
  const programs = tarballs.filter(({ manifest }) => manifest.bin)
  const libraries = tarballs.filter(({ manifest }) => !manifest.bin)
  for (const { manifest, file } of tarballs)
    check(`${manifest.name}: publint`, () => run('publint', ['run', file, '--strict'], { cwd: root }))
  for (const { manifest, file } of libraries) {
    // esm-only: no require() from CommonJS before Node 20.19, and no resolution of before `exports`.
    check(`${manifest.name}: attw`, () =>
      // What is no module has no types.
      run('attw', [file, '--profile', 'esm-only', '--exclude-entrypoints', 'objects.sql', '--no-color'], { cwd: root }),
    )
  }
  checkConsumer(libraries, join(directory, 'consumer'))
  for (const program of programs) checkProgram(program, tarballs, join(directory, 'program'))
}
