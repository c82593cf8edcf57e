import { checkWindow, type WagerWindow } from '@goated/schema/internal'
import { createHttpReader, type HttpReader } from '../http/http-reader.ts'
import type { HttpReaderOptions } from '../http/http-request.ts'
import { readReceived, type SourceAnswer } from '../http/received.ts'
import type { CumulativeSource, Reading, WindowReading, WindowSource } from '../source/source.ts'

/** What is asked of a source: its counters, or one window. */
export type Asked =
  | { source: CumulativeSource; window?: undefined }
  | {
      source: WindowSource
      /** Half-open: `[start, end)`. */
      window: WagerWindow
    }

/**
 * Asks a source once, as it wants its upstream to be asked. What the source throws before anything came in is a failed
 * answer as well; only a mistake of ours is thrown.
 *
 * @throws INPUT_INVALID a header of `options` cannot be sent
 */
export async function askSource(
  asked: Asked,
  options: HttpReaderOptions = {},
): Promise<SourceAnswer<Reading | WindowReading>> {
  const http = createHttpReader({ ...asked.source.http, ...options })
  const answer = await readReceived({}, () => ask(asked, http))
  return answer.outcome === 'ok' ? answer.value : answer
}

async function ask(asked: Asked, http: HttpReader): Promise<SourceAnswer<Reading | WindowReading>> {
  if (asked.window === undefined) return asked.source.read(http)
  checkWindow(asked.source, asked.window)
  return asked.source.readWindow(http, asked.window)
}
