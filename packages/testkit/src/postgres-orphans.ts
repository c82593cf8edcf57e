import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identifyProcess, isRunning, waitForEnd, type ProcessIdentity } from './process-identity.ts'

/** Every server of ours lives in a directory of this name, with a note of the process that started it. */
export const directoryPrefix = 'goated-postgres-'

export async function noteOwner(directory: string): Promise<void> {
  await writeFile(join(directory, 'owner.json'), JSON.stringify(await identifyProcess(process.pid)))
}

/**
 * Ends the servers whose owner was killed before it could, and removes their directories.
 * Only a server whose own pid file, in a directory of ours, names that directory is touched.
 */
export async function reapOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(directoryPrefix)) continue
    const directory = join(tmpdir(), name)
    const owner = await readOwner(directory)
    // No note yet: somebody is just making it.
    if (!owner || (await isRunning(owner))) continue
    const pid = await serverOf(directory)
    if (pid !== undefined) {
      signal(pid, 'SIGQUIT')
      if (!(await waitForEnd(pid, 5_000))) signal(pid, 'SIGKILL')
    }
    await rm(directory, { recursive: true, force: true }).catch(() => {})
  }
}

async function readOwner(directory: string): Promise<ProcessIdentity | undefined> {
  try {
    return JSON.parse(await readFile(join(directory, 'owner.json'), 'utf8')) as ProcessIdentity
  } catch {
    return undefined
  }
}

async function serverOf(directory: string): Promise<number | undefined> {
  const data = join(directory, 'data')
  const [pidLine, dataLine] = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(pidLine)
  if (!Number.isInteger(pid) || pid <= 1 || dataLine !== data) return undefined
  // The pid may be another program's by now.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  return command === undefined || command.includes(data) ? pid : undefined
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // Gone in the meantime.
  }
}
