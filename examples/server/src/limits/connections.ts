import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from '@goated/accounts'

export interface ConnectionLimits {
  /** Open at a time, whatever they are used for; the next is closed. Default 20 000. */
  max?: number | undefined
  /**
   * Open at a time from one address, of IPv6 its /64, WebSockets among them; the next is answered 429. Default 250: a
   * browser opens seven, and many may share an address.
   */
  perAddressMax?: number | undefined
}

const refusal =
  'HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nRetry-After: 30\r\nContent-Type: text/plain; charset=utf-8\r\n' +
  'Content-Length: 40\r\n\r\nToo many connections from this address.\n'

/**
 * Limits how many connections may be open at a time.
 *
 * @param isProxy whether the other end is a proxy of ours: it holds the connections of everybody, so it has no limit
 */
export function limitConnections(
  server: Server,
  { max = 20_000, perAddressMax = 250 }: ConnectionLimits,
  isProxy: (address: string) => boolean,
): void {
  const open = new Map<string, number>()
  server.maxConnections = max
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket
    // Gone already.
    if (remoteAddress === undefined || isProxy(remoteAddress)) return
    const network = networkOf(remoteAddress)
    const others = open.get(network) ?? 0
    if (others >= perAddressMax) {
      socket.end(refusal)
      socket.destroySoon()
      return
    }
    open.set(network, others + 1)
    socket.once('close', () => {
      const left = (open.get(network) ?? 0) - 1
      if (left > 0) open.set(network, left)
      else open.delete(network)
    })
  })
}
