import { isIPv4, isIPv6 } from 'node:net'

/**
 * What an address counts as where attempts, requests or connections of one address are limited: an IPv4 address as
 * itself, also when it is written as IPv6, and of IPv6 the first 64 bits, as whoever has one address is given at least
 * all that the rest allows. What is no address counts as itself.
 */
export function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip
  // How Node writes the addresses of IPv4 clients by default: nearly all of them, so not the long way.
  const mapped = ip.startsWith('::ffff:') ? ip.slice('::ffff:'.length) : ''
  if (isIPv4(mapped)) return mapped
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
