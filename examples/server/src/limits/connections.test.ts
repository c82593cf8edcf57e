import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import { expect, test, vi } from 'vitest'
import { type ConnectionLimits, limitConnections } from './connections.ts'

/** A server as far as connections go: each that opens is refused or not, until it closes. */
function serverWith(limits: ConnectionLimits, isProxy: (address: string) => boolean = () => false) {
  const server = new EventEmitter() as Server
  limitConnections(server, limits, isProxy)
  const open = (remoteAddress?: string) => {
    const end = vi.fn()
    const destroySoon = vi.fn()
    const socket = Object.assign(new EventEmitter(), { remoteAddress, end, destroySoon })
    server.emit('connection', socket)
    return {
      refused: end.mock.calls[0]?.[0] as string | undefined,
      destroyed: destroySoon.mock.calls.length,
      close: () => socket.emit('close'),
    }
  }
  return {
    server,
    open,
    opens: (count: number, address?: string) => Array.from({ length: count }, () => open(address)),
  }
}

test('so many may be open in all, and from one address, unless told otherwise', () => {
  const { server, opens, open } = serverWith({})
  expect(server.maxConnections).toBe(20_000)
  expect(opens(250, '192.0.2.1').every(({ refused }) => refused === undefined)).toBe(true)
  expect(open('192.0.2.1').refused).toMatch(/^HTTP\/1\.1 429 /)
  expect(serverWith({ max: 7 }).server.maxConnections).toBe(7)
})

test('the next is answered as HTTP and ended; another address is let in', () => {
  const { open } = serverWith({ perAddressMax: 1 })
  expect(open('192.0.2.1')).toMatchObject({ refused: undefined, destroyed: 0 })
  const { refused = '', destroyed } = open('::ffff:192.0.2.1')
  const [head = '', body = ''] = refused.split('\r\n\r\n')
  expect(head).toContain('\r\nRetry-After: 30\r\n')
  expect(head).toContain(`\r\nContent-Length: ${body.length}`)
  expect(destroyed).toBe(1)
  expect(open('192.0.2.2').refused).toBeUndefined()
})

test('one that closes makes room for one, and one that was refused for none', () => {
  const { opens, open } = serverWith({ perAddressMax: 3 })
  const [first, second, third] = opens(3, '192.0.2.1')
  const late = open('192.0.2.1')
  expect(late.refused).toBeDefined()
  late.close()
  expect(open('192.0.2.1').refused).toBeDefined()
  first?.close()
  // It closes once.
  first?.close()
  expect(opens(2, '192.0.2.1').map(({ refused }) => refused === undefined)).toEqual([true, false])
  second?.close()
  third?.close()
  expect(opens(3, '192.0.2.1').map(({ refused }) => refused === undefined)).toEqual([true, true, false])
})

test('an address is forgotten with its last connection', () => {
  const { open, opens } = serverWith({ perAddressMax: 2 })
  for (let round = 0; round < 3; round++) {
    const connections = opens(2, '192.0.2.1')
    expect(connections.every(({ refused }) => refused === undefined)).toBe(true)
    expect(open('192.0.2.1').refused).toBeDefined()
    for (const { close } of connections) close()
  }
})

test('a proxy of ours has no limit, nor has who is gone already', () => {
  const { opens } = serverWith({ perAddressMax: 1 }, (address) => address === '10.0.0.1')
  for (const address of ['10.0.0.1', undefined])
    expect(opens(5, address).every(({ refused }) => refused === undefined)).toBe(true)
})
