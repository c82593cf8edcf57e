import { type ListedSession, networkOf } from '@goated/accounts'
import Bowser from 'bowser'

/** A session as its owner sees it: enough to tell whether it is one's own. */
export function ownSession(session: ListedSession, currentId: number) {
  const { id, level, ip, userAgent } = session
  return {
    ...session,
    current: id === currentId,
    awaitsCode: level === 'password',
    device: userAgent === null ? null : deviceOf(userAgent),
    network: networkOf(ip),
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
