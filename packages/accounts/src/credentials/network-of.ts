import { isIPv4 } from 'node:net'
import ipaddr from 'ipaddr.js'

/** What everything counts as that is no address: together, or a new nonsense each time would be a new beginning. */
const noNetwork = 'none'
/** No address is longer, with a zone and a port. */
const lengthMax = 100

/**
 * What an address counts as where attempts, requests or connections of one address are limited: an IPv4 address as
 * itself, also when it is written as IPv6, and of IPv6 the first 64 bits, as whoever has one address is given at least
 * all that the rest allows. A port or a zone does not count, and what is no address counts as `none`.
 */
export function networkOf(ip: string): string {
  // How Node writes the addresses of IPv4 clients by default: nearly all of them, so not the long way.
  const mapped = ip.startsWith('::ffff:') ? ip.slice('::ffff:'.length) : ip
  if (isIPv4(mapped)) return mapped
  if (ip.length > lengthMax) return noNetwork
  const address = withoutPort(ip.trim())
  if (isIPv4(address)) return address
  const [bare = ''] = address.split('%')
  if (!ipaddr.IPv6.isValid(bare)) return noNetwork
  const parsed = ipaddr.IPv6.parse(bare)
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString()
  return `${parsed.parts
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

/** `192.0.2.7:80`, `[::1]:80` and `[::1]` without what is around the address. */
function withoutPort(text: string): string {
  const { v4, v6 } = /^(?<v4>[\d.]+):\d*$|^\[(?<v6>[^\]]*)\](?::\d*)?$/.exec(text)?.groups ?? {}
  return v4 ?? v6 ?? text
}
