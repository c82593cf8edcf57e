import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createActionKeys } from './action-keys.ts'
import { call } from './client.ts'

/** A server that answers each request as told, in turn, and notes the keys it was sent. */
async function startServer(...answers: RequestListener[]): Promise<(string | undefined)[]> {
  const keys: (string | undefined)[] = []
  const server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key'] as string | undefined)
    const answer = answers.shift()
    if (!answer) throw new Error('One request too many.')
    request.resume().on('end', () => answer(request, response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const real = fetch
  // The page's own addresses are relative.
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`http://127.0.0.1:${port}${path}`, init))
  onTestFinished(() => {
    vi.unstubAllGlobals()
    server.close()
  })
  return keys
}

const good: RequestListener = (_request, response) => response.setHeader('content-type', 'application/json').end('{}')
const lost: RequestListener = (request) => request.socket.destroy()
const fails: RequestListener = (_request, response) => response.writeHead(503).end('{}')
const refuses: RequestListener = (_request, response) => response.writeHead(409).end('{"code":"PAYOUT_NOT_OWED"}')
const isBusy: RequestListener = (_request, response) => response.writeHead(409).end('{"code":"IDEMPOTENCY_KEY_IN_USE"}')

const settle = (id: number, status: 'paid' | 'voided' = 'paid') =>
  call('POST /api/admin/payouts/:id/settle', { params: { id }, body: { status } }).catch(() => null)

test('an action that was not answered is tried again under its key, until it is answered', async () => {
  const keys = await startServer(lost, fails, isBusy, good, good)
  for (let at = 0; at < 5; at++) await settle(1)
  expect(new Set(keys.slice(0, 4)).size).toBe(1)
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(keys[4]).toMatch(/^[0-9a-f]{32}$/)
  expect(keys[4]).not.toBe(keys[0])
})

test('other actions, and actions that were refused, have keys of their own', async () => {
  const keys = await startServer(lost, lost, lost, refuses, refuses)
  await settle(1)
  await settle(2)
  await settle(1, 'voided')
  await settle(3)
  await settle(3)
  expect(new Set(keys).size).toBe(5)
})

test('questions have none', async () => {
  const keys = await startServer(good)
  await call('GET /api/site', {})
  expect(keys).toEqual([undefined])
})

test('a key is forgotten after ten minutes without an answer', () => {
  let now = 0
  const keys = createActionKeys(() => now)
  const first = keys.keyOf('settle 1')
  now += 10 * 60_000
  expect(keys.keyOf('settle 1')).toBe(first)
  now += 10 * 60_000 + 1
  expect(keys.keyOf('settle 1')).not.toBe(first)
})
