import { isIPv6 } from 'node:net'
import type { AttemptCounter, LoginLimits } from './attempts.ts'

/**
 * The counter of where attempts come from. Of IPv6 only the first 64 bits count, as everybody is given at least as many
 * addresses as the rest allows.
 */
export function addressCounter(ip: string, limits: LoginLimits): AttemptCounter {
  return { key: `address:${networkOf(ip)}`, limit: limits.address }
}

function networkOf(ip: string): string {
  const [address = ''] = ip.split('%')
  if (!isIPv6(address)) return ip
  // The URL parser writes every address in its one shortest form, IPv4 inside IPv6 as two groups of hexadecimal digits.
  const shortest = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = shortest.split('::')
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    const last = tail === '' ? [] : tail.split(':')
    groups.push(...Array<string>(8 - groups.length - last.length).fill('0'), ...last)
  }
  const isMapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff'
  return isMapped ? ipv4Of(groups.slice(6)) : `${groups.slice(0, 4).join(':')}::/64`
}

function ipv4Of(groups: readonly string[]): string {
  return groups
    .map((group) => parseInt(group, 16))
    .flatMap((bits) => [bits >> 8, bits & 255])
    .join('.')
}
