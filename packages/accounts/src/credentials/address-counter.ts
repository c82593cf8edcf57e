import type { AttemptCounter, LoginLimits } from './attempts.ts'
import { networkOf } from './network-of.ts'

/** The counter of where attempts come from. */
export function addressCounter(ip: string, limits: LoginLimits): AttemptCounter {
  return { key: `address:${networkOf(ip)}`, limit: limits.address }
}
