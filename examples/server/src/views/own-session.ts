import { type ListedSession, networkOf } from '@goated/accounts'
import type { OwnSession } from '@goated/example-contract'
import Bowser from 'bowser'

/** A session as its owner sees it: enough to tell whether it is one's own. */
export function ownSessionJson(session: ListedSession, currentId: number): OwnSession {
  const { id, level, ip, userAgent, createdAt, lastSeenAt, expiresAt } = session
  return {
    id,
    current: id === currentId,
    awaitsCode: level === 'password',
    device: userAgent === null ? null : deviceOf(userAgent),
    network: networkOf(ip),
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
}

/** Which browser on which system: `Firefox on Windows`. Null for what does not say. */
export function deviceOf(userAgent: string): string | null {
  // The parser takes no empty text, and a header may be empty.
  if (userAgent.trim() === '') return null
  const { browser, os } = Bowser.parse(userAgent)
  const names = [browser.name, os.name].filter((name) => name !== undefined && name !== '')
  return names.length === 0 ? null : names.join(' on ')
}
