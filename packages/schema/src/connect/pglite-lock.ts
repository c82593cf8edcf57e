import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, readlink, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { schemaError } from '../schema-errors.ts'

/**
 * PGlite does not notice a second process on its directory; both write, and one loses. So whoever opens it claims it.
 *
 * Every claim is a file with a name of its own. One first writes its claim, then looks for others: of two that come
 * together, the second to write sees the first. And as no name is used twice, a dead claim can be removed by anybody,
 * with no risk of removing a live one that has taken its place.
 */
interface Claim {
  pid: number
  /** When the process started, in ticks since boot: tells it from a later one with the same pid. */
  startTime?: string | undefined
  bootId?: string | undefined
  /** The namespace in which the pid has its meaning; containers have one each. */
  pidNamespace?: string | undefined
  host: string
}

const prefix = 'goated-lock-'
const heartbeatMs = 5_000
/** How old the heartbeat of a claim may be that was made where its pid means nothing here. */
const heartbeatMaxAgeMs = 30_000
const attempts = 3

/**
 * Claims a directory for this process until the returned function is called or the process is gone, even by `kill -9`.
 *
 * @throws DATABASE_LOCKED
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true })
  const here = await describeProcess(process.pid)
  for (let attempt = 1; ; attempt++) {
    const name = `${prefix}${process.pid}-${randomUUID()}`
    const path = join(directory, name)
    // Renamed into place, so that nobody reads half a claim.
    await writeFile(join(directory, `.${name}`), JSON.stringify(here))
    await rename(join(directory, `.${name}`), path)
    const holder = await findHolder(directory, name, here)
    if (!holder) return keepClaim(path)
    await rm(path, { force: true })
    // Two that came at the same moment both see the other: after different pauses one of them is first.
    if (attempt < attempts) await delay(20 + Math.random() * 80)
    else
      throw schemaError(
        'DATABASE_LOCKED',
        `The database directory is in use by process ${holder.pid}${holder.host === here.host ? '' : ` on ${holder.host}`}.`,
        { details: { pid: holder.pid, host: holder.host } },
      )
  }
}

function keepClaim(path: string): () => Promise<void> {
  const heartbeat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => {})
  }, heartbeatMs)
  heartbeat.unref()
  return async () => {
    clearInterval(heartbeat)
    await rm(path, { force: true })
  }
}

async function findHolder(directory: string, own: string, here: Claim): Promise<Claim | undefined> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(prefix) || name === own) continue
    const path = join(directory, name)
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text === undefined) continue
    const claim = readClaim(text)
    if (claim && (await isAlive(claim, path, here))) return claim
    await rm(path, { force: true })
  }
  return undefined
}

function readClaim(text: string): Claim | undefined {
  try {
    return JSON.parse(text) as Claim
  } catch {
    // Emptied by a crash of the machine; whoever wrote it is gone.
    return undefined
  }
}

async function isAlive(claim: Claim, path: string, here: Claim): Promise<boolean> {
  if (claim.host === here.host && claim.bootId !== here.bootId) return false
  if (claim.host !== here.host || claim.pidNamespace !== here.pidNamespace) {
    const touched = await stat(path).catch(() => undefined)
    return touched !== undefined && Date.now() - touched.mtimeMs < heartbeatMaxAgeMs
  }
  try {
    process.kill(claim.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const now = await describeProcess(claim.pid)
  return now.startTime !== 'ended' && now.startTime === claim.startTime
}

async function describeProcess(pid: number): Promise<Claim> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => undefined)
  const status = await read(`/proc/${pid}/stat`)
  // The second field is the program's name in brackets and may hold anything; the state and 19 more fields follow.
  const fields = status?.slice(status.lastIndexOf(')') + 2).split(' ')
  const ended = fields?.[0] === 'Z' || fields?.[0] === 'X'
  return {
    pid,
    startTime: ended ? 'ended' : fields?.[19],
    bootId: (await read('/proc/sys/kernel/random/boot_id'))?.trim(),
    pidNamespace: await readlink('/proc/self/ns/pid').catch(() => undefined),
    host: hostname(),
  }
}
