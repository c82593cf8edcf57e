import { open } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { CsvRead } from '@goated/ingest'
import { GoatedError } from '@goated/schema'

const bytesMax = 64 * 1024 * 1024
const quietMs = 1000
const attemptsMax = 5

/**
 * Makes what reads a CSV file at every tick. Its counters are of the moment when it was written, so a file that nobody
 * has written since is the same reading again. A file that is being written is not taken for a whole one: it has to be
 * quiet for a second before it is read, and unchanged afterwards.
 *
 * @param address a path, or a file: address
 */
export function csvFileReader(
  address: string,
  deps: { now?: () => number; sleep?: (ms: number) => Promise<unknown> } = {},
): () => Promise<CsvRead> {
  const now = deps.now ?? Date.now
  const sleep = deps.sleep ?? ((ms: number) => setTimeout(ms))
  return async () => {
    for (let attempt = 1; ; attempt++) {
      const read = await readOnceQuiet(address, now())
      if (read !== null) return read
      if (attempt === attemptsMax) throw failed('FILE_CHANGING', 'The file is being written all the time.')
      await sleep(quietMs)
    }
  }
}

/** null: the file is being written. */
async function readOnceQuiet(address: string, now: number): Promise<CsvRead | null> {
  const path = /^file:/i.test(address) ? new URL(address) : address
  try {
    const handle = await open(typeof path === 'string' ? path : fileURLToPath(path))
    try {
      const before = await handle.stat({ bigint: true })
      if (!before.isFile()) throw failed('FILE_UNREADABLE', 'There is something else than a file.')
      if (before.size > bytesMax) throw failed('BODY_TOO_LARGE', `The file exceeds ${bytesMax} bytes.`)
      const age = now - Math.floor(Number(before.mtimeNs / 1_000_000n))
      // A time in the future is not quiet either; whether it is believed is judged like that of any reading.
      if (age >= 0 && age < quietMs) return null
      const body = await handle.readFile()
      const after = await handle.stat({ bigint: true })
      if (after.mtimeNs !== before.mtimeNs || after.size !== before.size || BigInt(body.length) !== after.size)
        return null
      return { body, asOf: new Date(Number(before.mtimeNs / 1_000_000n)) }
    } finally {
      await handle.close()
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    // Ours, or a fault that is no matter of the file.
    if (error instanceof GoatedError || typeof code !== 'string') throw error
    throw failed('FILE_UNREADABLE', `The file cannot be read (${code}).`)
  }
}

function failed(reason: string, message: string): GoatedError {
  return new GoatedError('UPSTREAM_FAILED', message, { details: { reason } })
}
