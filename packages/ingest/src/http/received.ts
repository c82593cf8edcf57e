import { isGoatedError } from '@goated/schema'

/** What came in when an upstream was asked, for the record of the run. */
export interface Received {
  /** The text of the answer, or what can be shown of it; empty where nothing came. It may hold players' names. */
  body: string
  /** Size of the answer as it came, unpacked. */
  bodyBytes: number
  /** Requests that were sent until this answer came. */
  attempts: number
  /** Key paths of the body (`bodyShape`), or the columns of a table; empty: not known. */
  shape: readonly string[]
}

/** Why there is nothing to use. `answered` is false where no answer came, or one that only says that something failed. */
export interface NotRead {
  outcome: 'failed'
  reason: string
  detail: string
  answered: boolean
}

/** What became of asking a source. Whatever it was, `received` says what came in for it. */
export type SourceAnswer<Value> = { received: Received } & ({ outcome: 'ok'; value: Value } | NotRead)

/**
 * Makes sense of what was received. What `read` refuses becomes a failed answer that still says what came in. A source
 * that reads something else than HTTP calls it itself.
 *
 * @param received what came in; what is left out of it stands for nothing
 * @param read throws READING_INVALID or UPSTREAM_FAILED for what cannot be used; any other error is thrown on
 */
export async function readReceived<Value>(
  received: Partial<Received>,
  read: () => Value | Promise<Value>,
): Promise<SourceAnswer<Value>> {
  const whole: Received = { body: '', bodyBytes: 0, attempts: 0, shape: [], ...received }
  try {
    return { outcome: 'ok', value: await read(), received: whole }
  } catch (error) {
    return { ...notRead(error), received: whole }
  }
}

/** What an error of ours says of an answer; any other error is thrown on. */
export function notRead(error: unknown): NotRead {
  if (!isGoatedError(error)) throw error
  const reason = String(error.details['reason'] ?? error.code)
  return { outcome: 'failed', reason, detail: error.message, answered: error.code === 'READING_INVALID' }
}
