import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServerWithoutDatabase, startWithoutDatabase } from '../testing/server-without-database.ts'

let server: ServerWithoutDatabase
beforeAll(async () => {
  server = await startWithoutDatabase()
})
afterAll(() => server.close())

async function getProblem(path: string, status: number) {
  const response = await fetch(server.url + path)
  expect(response.status, path).toBe(status)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  return (await response.json()) as Record<string, unknown>
}

test.each([
  ['/api/races?limit=0', 'limit'],
  ['/api/races?limit=abc', 'limit'],
  ['/api/races?limit=1&limit=2', 'limit'],
  ['/api/races?offset=-1', 'offset'],
  ['/api/races?offset=99999999999', 'offset'],
  ['/api/races?status=open', 'status'],
  ['/api/races?colour=red', 'colour'],
  ['/api/races/abc', 'id'],
  ['/api/races/99999999999', 'id'],
  ['/api/races/1/standings/around/bob?radius=1000', 'radius'],
  ['/api/historical-races/0', 'id'],
  ['/api/leaderboards/daily?limit=1.5', 'limit'],
])('the field that is wrong is named: %s', async (path, field) => {
  const problem = await getProblem(path, 400)
  expect(problem).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400, code: 'INPUT_INVALID' })
  expect(problem['errors']).toEqual([{ path: field, message: expect.any(String) }])
})

test('there is nothing at an address that nobody serves', async () => {
  expect(await getProblem('/api/nothing', 404)).toMatchObject({ code: 'ROUTE_NOT_FOUND' })
  expect(await getProblem('/api/races/%E0%A4%A', 400)).toMatchObject({ code: 'REQUEST_INVALID' })
})

test('other methods are refused', async () => {
  const response = await fetch(`${server.url}/api/races`, { method: 'POST', body: '{}' })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  expect(await response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' })
})

test('large and broken bodies are refused', async () => {
  const post = (body: string) =>
    fetch(`${server.url}/api/races`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  expect((await post(`"${'a'.repeat(70_000)}"`)).status).toBe(413)
  const broken = await post('{oops')
  expect(broken.status).toBe(400)
  expect(await broken.text()).not.toMatch(/oops|SyntaxError|at /)
})

test('what the client does wrong is not logged as an error', () => {
  expect(server.log).toEqual([])
})
