import { readFile } from 'node:fs/promises'

/** What tells a process from a later one with the same pid. */
export interface ProcessIdentity {
  pid: number
  startTime?: string | undefined
}

/** The identity of a process that runs now; undefined when there is none. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const fields = status?.slice(status.lastIndexOf(')') + 2).split(' ')
  // A process that has ended and that nobody has waited for is still listed.
  if (fields?.[0] === 'Z' || fields?.[0] === 'X') return undefined
  return { pid, startTime: fields?.[19] }
}

export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  const now = await identifyProcess(identity.pid)
  return now !== undefined && now.startTime === identity.startTime
}

/** Waits until a process is gone. True when it went in time. */
export async function waitForEnd(pid: number, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (!(await identifyProcess(pid))) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}
