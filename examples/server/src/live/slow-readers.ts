/** A connection whose client does not read as fast as it is written to. */
export interface SlowReader {
  /** Bytes that wait in this process. */
  backlog(): number
  /** Called once nothing waits any more. */
  catchUp(): void
  /** Called when something still waits after too long. */
  drop(): void
}

/** Slow readers, until they have caught up or are dropped. */
export interface SlowReaders {
  watch(reader: SlowReader): void
  forget(reader: SlowReader): void
}

const lookEveryMs = 100

/** Makes a watch over slow readers; its timer runs only while there are any. */
export function createSlowReaders({ patienceMs }: { patienceMs: number }): SlowReaders {
  const since = new Map<SlowReader, number>()
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    const now = performance.now()
    const readers = [...since]
    // A reader that has caught up may be slow again at once; its time then starts anew.
    for (const [reader, started] of readers) {
      if (reader.backlog() === 0) {
        since.delete(reader)
        reader.catchUp()
      } else if (now - started > patienceMs) {
        since.delete(reader)
        reader.drop()
      }
    }
    stopWhenIdle()
  }

  function stopWhenIdle(): void {
    if (since.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  return {
    watch(reader) {
      if (since.has(reader)) return
      since.set(reader, performance.now())
      timer ??= setInterval(look, lookEveryMs).unref()
    },
    forget(reader) {
      since.delete(reader)
      stopWhenIdle()
    },
  }
}
