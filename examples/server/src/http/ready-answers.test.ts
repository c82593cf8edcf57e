import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toCachedResponse } from './cached-response.ts'
import { createReadyAnswers, type Moment, type ReadyAnswers } from './ready-answers.ts'

let server: Server
let ready: ReadyAnswers
let version: number | null
let now: number
let admitted: boolean
let url: string
const cached = toCachedResponse(Buffer.from('{"a":1}'), 'application/json; charset=utf-8')
beforeEach(async () => {
  version = 1
  now = 10_000
  admitted = true
  ready = createReadyAnswers({ version: () => version, now: () => now, admits: () => admitted, served: () => {} })
  server = createServer((request, response) => {
    if (!ready.serve(request, response)) response.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/races/1`
  ready.keep('/api/races/1', { cached, route: '/api/races/:id' }, momentNow())
})
afterEach(() => server.close())

function momentNow(): Moment {
  const moment = ready.moment()
  if (!moment) throw new Error('Nobody knows.')
  return moment
}

const status = async (init?: RequestInit) => (await fetch(url, init)).status

test('an answer is sent as the route would have sent it, with the headers of the API', async () => {
  const response = await fetch(url)
  expect([response.status, await response.json()]).toEqual([200, { a: 1 }])
  expect(response.headers.get('etag')).toBe(`"${cached.tag}"`)
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await status({ headers: { 'if-none-match': `"${cached.tag}"` } })).toBe(304)
})

test('it holds for this version and this second only', async () => {
  expect(await status()).toBe(200)
  version = 2
  expect(await status()).toBe(204)
  version = 1
  now += 1000
  expect(await status()).toBe(204)
})

test('nothing is sent while nobody knows whether it still holds', async () => {
  version = null
  expect(await status()).toBe(204)
  expect(ready.moment()).toBeNull()
})

test('what was worked out before a change is not kept after it', async () => {
  const before = momentNow()
  version = 2
  ready.keep('/api/races/1', { cached, route: '' }, before)
  expect(await status()).toBe(204)
})

test('other methods and clients that ask too much go the long way', async () => {
  expect(await status({ method: 'POST' })).toBe(204)
  admitted = false
  expect(await status()).toBe(204)
})
