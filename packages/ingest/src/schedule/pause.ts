import { setTimeout } from 'node:timers/promises'

/** Waits, at most until the signal is aborted, which is no error: whoever waits looks at the signal next anyway. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {})
}
