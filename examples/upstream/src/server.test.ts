import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { formatAmount } from './amounts.ts'
import { startUpstream, type Upstream, type UpstreamOptions } from './server.ts'
import { createSimulation } from './simulation.ts'

const startAt = new Date('2026-03-15T12:00:00Z')
const running: Upstream[] = []

async function start(options: Partial<UpstreamOptions> = {}, players = 40): Promise<Upstream> {
  const simulation = createSimulation({ seed: 3, players, startAt, newcomersPerHour: 0 })
  const upstream = await startUpstream({ simulation, now: () => startAt, ...options })
  running.push(upstream)
  return upstream
}

// fetch hides the raw bytes, decompresses and forbids some methods; this sees what is on the wire.
type Raw = { status: number; headers: Record<string, unknown>; body: Buffer }
function raw(url: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Raw> {
  return new Promise((resolve, reject) => {
    request(url, { agent: false, ...options }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
      .on('error', reject)
      .end()
  })
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((upstream) => upstream.close()))
})

test('serves the flat shape', async () => {
  const { url, simulation } = await start()
  const response = await fetch(`${url}/referral-leaderboard/ANY-code`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch('application/json')
  const body = (await response.json()) as { data: { uid: string; name: string; wagered: object }[] }
  expect(Object.keys(body)).toEqual(['data'])
  expect(body.data.map((row) => row.uid)).toEqual(simulation.rowsAt(startAt).map((row) => row.uid))
  expect(body.data.map((row) => row.name)).toEqual(simulation.rowsAt(startAt).map((row) => row.name))
  expect(Object.keys(body.data[0]!.wagered)).toEqual(['today', 'this_week', 'this_month', 'all_time'])
})

test('serves the envelope with the as-of time', async () => {
  const { url } = await start()
  const body = (await (await fetch(`${url}/affiliate/stats`)).json()) as Record<string, never>
  expect(body).toMatchObject({
    status: 'success',
    metadata: { totalUsers: 40, lastUpdated: '2026-03-15T12:00:00.000Z' },
    data: { monthly: { data: expect.any(Array) } },
  })
})

test('amounts are exact JSON numbers', async () => {
  const { url, simulation } = await start({}, 300)
  const text = await (await fetch(`${url}/affiliate/stats`)).text()
  const written = [...text.matchAll(/"all_time":([^,}]*)/g)].map((match) => match[1])
  expect(written).toEqual(simulation.rowsAt(startAt).map((row) => formatAmount(row.wagered.all_time)))
  expect(written).toContain('0')
  expect(written.some((amount) => /\.\d{8}$/.test(amount!))).toBe(true)
})

test('time goes on with the speed of the simulation', async () => {
  let now = new Date('2030-01-01T00:00:00Z')
  const simulation = createSimulation({ seed: 3, players: 5, startAt, speed: 60 })
  const upstream = await start({ simulation, now: () => now })
  expect(upstream.asOf()).toEqual(startAt)
  now = new Date(now.getTime() + 1000)
  const body = (await (await fetch(`${upstream.url}/affiliate/stats`)).json()) as { metadata: { lastUpdated: string } }
  expect(body.metadata.lastUpdated).toBe('2026-03-15T12:01:00.000Z')
})

test('compresses for who accepts it', async () => {
  const { url } = await start()
  const path = `${url}/affiliate/stats`
  const plain = await raw(path)
  expect(plain.headers['content-encoding']).toBeUndefined()
  for (const accept of ['gzip', 'br, gzip;q=0.5', '*']) {
    const zipped = await raw(path, { headers: { 'accept-encoding': accept } })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.body)).toEqual(plain.body)
  }
  const refused = await raw(path, { headers: { 'accept-encoding': 'gzip;q=0, br' } })
  expect(refused.headers['content-encoding']).toBeUndefined()
})

test('wants the token when it has one', async () => {
  const { url } = await start({ token: 'secret' })
  const ask = (authorization?: string) =>
    fetch(`${url}/affiliate/stats`, authorization ? { headers: { authorization } } : {})
  for (const wrong of [undefined, 'Bearer other', 'secret', 'Basic secret']) {
    const response = await ask(wrong)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ error: 'Unauthorized' })
  }
  expect((await ask('Bearer secret')).status).toBe(200)
  expect((await fetch(`${url}/health`)).status).toBe(200)
})

test('unknown paths are 404 and other methods 405', async () => {
  const { url } = await start()
  for (const path of ['/', '//', '/affiliate', '/referral-leaderboard/', '/affiliate/stats/x', '/_fault?kind=down']) {
    expect((await raw(url + path, { method: 'POST' })).status).toBe(404)
  }
  for (const method of ['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const response = await raw(`${url}/affiliate/stats`, { method })
    expect([response.status, response.headers['allow']]).toEqual([405, 'GET'])
  }
})

test('down: 503 with Retry-After, until healed', async () => {
  const upstream = await start()
  upstream.setFault('down')
  const response = await fetch(`${upstream.url}/affiliate/stats`)
  expect(response.status).toBe(503)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await fetch(`${upstream.url}/health`)).status).toBe(200)
  upstream.setFault(null)
  expect((await fetch(`${upstream.url}/affiliate/stats`)).status).toBe(200)
})

test('html: a page with status 200', async () => {
  const upstream = await start()
  upstream.setFault('html')
  const response = await fetch(`${upstream.url}/affiliate/stats`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch('text/html')
  expect(await response.text()).toMatch(/^<!doctype html>/)
})

test('truncated: the connection breaks in the middle of the body', async () => {
  const upstream = await start()
  upstream.setFault('truncated')
  await expect(raw(`${upstream.url}/affiliate/stats`)).rejects.toThrow(/aborted/)
  const response = await fetch(`${upstream.url}/affiliate/stats`)
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow()
})

test('slow: bytes arrive, but few', async () => {
  const upstream = await start()
  upstream.setFault('slow')
  const stop = new AbortController()
  const response = await fetch(`${upstream.url}/affiliate/stats`, {
    signal: stop.signal,
    headers: { 'accept-encoding': 'identity' },
  })
  const reader = response.body!.getReader()
  expect((await reader.read()).value!.length).toBeLessThanOrEqual(64)
  expect((await reader.read()).done).toBe(false)
  stop.abort()

  const small = await start({}, 0)
  small.setFault('slow')
  expect(await (await fetch(`${small.url}/referral-leaderboard/x`)).json()).toEqual({ data: [] })
})

test('hang: no answer until the client gives up, and closing still works', async () => {
  const upstream = await start()
  upstream.setFault('hang')
  await expect(fetch(`${upstream.url}/affiliate/stats`, { signal: AbortSignal.timeout(100) })).rejects.toThrow(
    /timeout/,
  )
  // oxlint-disable-next-line vitest/valid-expect -- awaited below, once the server is closed
  const hanging = expect(raw(`${upstream.url}/affiliate/stats`)).rejects.toThrow()
  await upstream.close()
  await hanging
})

type Envelope = { metadata: { totalUsers: number }; data: { monthly: { data: unknown[] } } }

test('empty and partial: well-formed answers with too few rows', async () => {
  const upstream = await start()
  const ask = async () => (await (await fetch(`${upstream.url}/affiliate/stats`)).json()) as Envelope
  upstream.setFault('empty')
  expect(await ask()).toMatchObject({ metadata: { totalUsers: 0 }, data: { monthly: { data: [] } } })
  upstream.setFault('partial')
  const partial = await ask()
  expect([partial.metadata.totalUsers, partial.data.monthly.data.length]).toEqual([40, 20])
})

test('cents: every amount is exactly 100 times too large', async () => {
  const upstream = await start()
  upstream.setFault('cents')
  const text = await (await fetch(`${upstream.url}/referral-leaderboard/x`)).text()
  const written = [...text.matchAll(/"this_month":([^,}]*)/g)].map((match) => match[1])
  const expected = upstream.simulation.rowsAt(startAt).map((row) => formatAmount(row.wagered.this_month * 100n))
  expect(written).toEqual(expected)
})

test('faults can be set over HTTP when that is allowed', async () => {
  const { url } = await start({ faultControl: true })
  const set = (kind: string) => raw(`${url}/_fault${kind}`, { method: 'POST' })
  expect((await set('?kind=down')).body.toString()).toBe('{"fault":"down"}')
  expect((await raw(`${url}/affiliate/stats`)).status).toBe(503)
  expect((await set('?kind=typo')).status).toBe(400)
  expect((await set('')).status).toBe(400)
  expect((await raw(`${url}/_fault`)).status).toBe(405)
  expect((await set('?kind=none')).body.toString()).toBe('{"fault":null}')
  expect((await raw(`${url}/affiliate/stats`)).status).toBe(200)
})

test('waits at least the minimum latency', async () => {
  const { url } = await start({ minLatencyMs: 120 })
  const before = performance.now()
  await raw(`${url}/affiliate/stats`)
  expect(performance.now() - before).toBeGreaterThanOrEqual(115)
})

test('a port that is taken is an error to the caller', async () => {
  const { url } = await start()
  await expect(start({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
