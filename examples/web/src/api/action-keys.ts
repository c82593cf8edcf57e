/**
 * Keys under which the server does an action once (Idempotency-Key). An action that was not answered keeps its key: whoever
 * tries the same again learns what came of it, and it is not done twice. An answered one is over, and the same action is a
 * new one.
 */
export interface ActionKeys {
  /** The key to send an action with: a new one, unless the same action waits for an answer. */
  keyOf(action: string): string
  answered(action: string): void
}

/** Whoever does the same so much later means to do it again. */
const rememberedMs = 10 * 60_000

/** Makes the keys of one page. */
export function createActionKeys(now: () => number = () => performance.now()): ActionKeys {
  const unanswered = new Map<string, { key: string; at: number }>()
  return {
    keyOf(action) {
      for (const [old, { at }] of unanswered) if (now() - at > rememberedMs) unanswered.delete(old)
      const { key } = unanswered.get(action) ?? { key: newKey() }
      unanswered.set(action, { key, at: now() })
      return key
    },
    answered(action) {
      unanswered.delete(action)
    },
  }
}

/** 128 random bits. Not `crypto.randomUUID`, which browsers do not offer to a site without https. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
