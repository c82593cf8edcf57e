import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { refuseSpreadsheet, startDecoding } from '@goated/ingest'

/** A file of a history, opened once and read from its start as often as needed. */
export interface HistoryFile {
  /** Without its folder, for messages. */
  name: string
  /** Of bytes. */
  size: number
  /** Its text, strictly decoded. */
  readText(): AsyncGenerator<string>
  /** Whether somebody wrote it since it was opened. */
  hasChanged(): Promise<boolean>
  close(): Promise<void>
}

/**
 * Opens a file.
 *
 * @throws Error naming the file that cannot be read
 */
export async function openHistoryFile(path: string): Promise<HistoryFile> {
  const name = basename(path)
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${name}: the file cannot be read (${error.code}).`)
  })
  const opened = await handle.stat({ bigint: true })
  if (!opened.isFile()) {
    await handle.close()
    throw new Error(`${name}: this is no file. A history is read more than once, so it has to be one.`)
  }
  return {
    name,
    size: Number(opened.size), // not money: bytes
    async *readText() {
      const decoding = startDecoding()
      const chunks = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 256 * 1024 })
      let first = true
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        if (first) refuseSpreadsheet(chunk)
        first = false
        yield decoding.write(chunk)
      }
      yield decoding.end()
    },
    async hasChanged() {
      const now = await handle.stat({ bigint: true })
      return now.size !== opened.size || now.mtimeNs !== opened.mtimeNs
    },
    close: () => handle.close(),
  }
}
