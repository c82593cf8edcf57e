import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServerWithoutDatabase, startWithoutDatabase } from '../testing/server-without-database.ts'

let server: ServerWithoutDatabase
let webRoot: string
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'goated-web-'))
  await mkdir(join(webRoot, 'assets'))
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Goated</title>')
  await writeFile(join(webRoot, 'goated-board.js'), 'export {}')
  await writeFile(join(webRoot, 'assets', 'index-abc.js'), `console.log(${'1,'.repeat(2000)}1)`)
  server = await startWithoutDatabase({ webRoot })
})
afterAll(async () => {
  await server.close()
  await rm(webRoot, { recursive: true })
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers })

test('the page and its files are served', async () => {
  for (const path of ['/', '/index.html', '/anything', '/players/john.doe']) {
    const response = await get(path, { accept: 'text/html' })
    expect(response.status, path).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-cache')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain(`connect-src 'self' ws://${new URL(server.url).host}`)
    expect(policy).not.toContain('upgrade-insecure-requests')
  }
  const script = await get('/assets/index-abc.js')
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect((await get('/assets/missing.js')).status).toBe(404)
  for (const path of [
    '/assets/..%2f..%2f..%2f..%2fetc/passwd',
    '/..%2f..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
  ])
    expect(await (await get(path)).text(), path).not.toContain('root:')
})

test('what is large is compressed, under a tag of its own', async () => {
  const small = await get('/api/site', { 'accept-encoding': 'gzip' })
  expect(small.headers.get('content-encoding')).toBeNull()
  const script = await get('/assets/index-abc.js', { 'accept-encoding': 'br, gzip' })
  expect(script.headers.get('content-encoding')).toBe('br')
  const zipped = await get('/assets/index-abc.js', { 'accept-encoding': 'gzip, br;q=0' })
  expect(zipped.headers.get('content-encoding')).toBe('gzip')
  expect(await zipped.text()).toBe(await (await get('/assets/index-abc.js')).text())
  expect(script.headers.get('vary')).toMatch(/accept-encoding/i)
  const plain = await get('/assets/index-abc.js', { 'accept-encoding': 'gzip;q=0' })
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(plain.headers.get('etag')).not.toBe(script.headers.get('etag'))
  expect(await plain.text()).toBe(await script.text())
})

test('others embed the widget and the overlay, and nothing else', async () => {
  for (const path of ['/embed', '/embed/3', '/overlay']) {
    const { headers } = await get(path, { accept: 'text/html' })
    expect(headers.get('content-security-policy'), path).toContain('frame-ancestors *')
    expect(headers.get('x-frame-options'), path).toBeNull()
  }
  expect((await get('/goated-board.js')).headers.get('access-control-allow-origin')).toBe('*')
  expect((await get('/')).headers.get('access-control-allow-origin')).toBeNull()
  for (const path of ['/', '/admin', '/embedded', '/api/site'])
    expect((await get(path, { accept: 'text/html' })).headers.get('content-security-policy'), path).toContain(
      "frame-ancestors 'none'",
    )
})

test('the server says nothing about what it runs on', async () => {
  const response = await get('/api/site')
  expect(response.headers.get('x-powered-by')).toBeNull()
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})
