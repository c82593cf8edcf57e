import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiClient } from '../testing/api-client.ts'
import { type Desk, startDesk } from '../testing/desk.ts'

type Schema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  $ref?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  minimum?: number
  maximum?: number
}
type Operation = {
  operationId: string
  parameters?: { name: string; in: 'path' | 'query'; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } }

let desk: Desk
let admin: ApiClient
let document: Document
let operations: { method: string; path: string; operation: Operation }[]
beforeAll(async () => {
  desk = await startDesk()
  admin = await desk.signIn('chief', { isAdmin: true })
  document = (await desk.visitor().send('GET', '/api/openapi.json')).body as Document
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
})
afterAll(() => desk.close())

/** Values that have broken something somewhere. */
const nasty = fc.constantFrom<unknown>(
  null,
  true,
  '',
  ' ',
  '0',
  '-1',
  '1e999',
  '9'.repeat(400),
  'NaN',
  '\u0000',
  '\ud800',
  '\u202e',
  '%',
  "'; --",
  '../..',
  '<script>',
  '{}',
  [],
  {},
  [[]],
  0,
  -1,
  1.5,
  1e308,
  2 ** 31,
  2 ** 53,
  '__proto__',
  { __proto__: null, a: 1 },
  '2025-02-30T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00Z',
  'x'.repeat(5000),
  '🐐'.repeat(50),
)

function valueFor(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (schema.$ref) return valueFor(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth)
  const fits = fitting(schema, depth)
  return fc.oneof({ weight: 5, arbitrary: fits }, { weight: 1, arbitrary: nasty })
}

function fitting(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => valueFor(each, depth + 1)))
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'integer':
    case 'number':
      return fc.integer({ min: -3, max: 1000 })
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(valueFor(schema.items ?? {}, depth + 1), { maxLength: depth > 3 ? 0 : 4 })
    case 'object': {
      const { properties = {} } = schema
      const fields = Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [name, valueFor(each, depth + 1)]),
      )
      return fc.record(fields, { requiredKeys: [] })
    }
    default:
      return fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.constantFrom('alice', '100.00', '12.5', 'goated', 'UTC', '2025-03-12T12:00:00Z', 'daily', 'a\0b'),
        fc.integer({ min: 1, max: 5 }).map(String),
      )
  }
}

function requestFor({ path, operation }: (typeof operations)[number]): fc.Arbitrary<{ path: string; body: unknown }> {
  const parameters = operation.parameters ?? []
  const values = fc.record(Object.fromEntries(parameters.map(({ name, schema }) => [name, valueFor(schema)])), {
    requiredKeys: parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
  })
  const schema = operation.requestBody?.content['application/json']?.schema
  return fc
    .record({ values, body: schema ? valueFor(schema) : fc.constantFrom({}, undefined, { nonsense: 1 }) })
    .map(({ values, body }) => {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(values[name]))
      const query = parameters
        .filter(({ name, in: where }) => where === 'query' && values[name] !== undefined)
        .map(({ name }) => `${name}=${encode(values[name])}`)
      return { path: query.length === 0 ? filled : `${filled}?${query.join('&')}`, body }
    })
}

function encode(value: unknown): string {
  // A lone surrogate has no encoding, so it cannot be sent in an address at all.
  return (
    encodeURIComponent(String(typeof value === 'object' ? JSON.stringify(value) : value).replace(/\p{Cs}/gu, '?')) ||
    '%20'
  )
}

// What would end the session or lock it out is not called as the one who calls all the others.
const asVisitor = new Set([
  'signIn',
  'confirmTotp',
  'stepUp',
  'signOut',
  'changeMyPassword',
  'removeTotp',
  'finishTotpSetup',
  'endMySession',
])
const runs = 25

test('the document names every parameter of every address', () => {
  expect(operations.length).toBeGreaterThan(50)
  for (const { path, operation } of operations)
    for (const [, name] of path.matchAll(/\{(\w+)\}/g))
      expect(
        operation.parameters?.some((each) => each.in === 'path' && each.name === name),
        path,
      ).toBe(true)
})

test('nothing that can be sent is answered with a 500, and what is wrong is named', async () => {
  for (const each of operations) {
    const client = asVisitor.has(each.operation.operationId) ? desk.visitor() : admin
    await fc.assert(
      fc.asyncProperty(requestFor(each), async ({ path, body }) => {
        const answer = await client.send(each.method, path, body === undefined ? {} : { body })
        const said = `${each.method} ${path} ${JSON.stringify(body)} -> ${answer.status} ${JSON.stringify(answer.body)}`
        expect(answer.status, said).toBeLessThan(500)
        if (answer.status < 400) return
        expect(answer.headers.get('content-type'), said).toMatch(/^application\/problem\+json/)
        expect(answer.body, said).toMatchObject({
          status: answer.status,
          code: expect.stringMatching(/^[A-Z_]+$/),
          detail: expect.any(String),
        })
        if (answer.body.code === 'INPUT_INVALID') expect(answer.body.errors.length, said).toBeGreaterThan(0)
      }),
      { numRuns: runs },
    )
  }
  expect(desk.log).toEqual([])
}, 240_000)

test.each([
  ['not JSON', '{"username":', 400],
  ['not an object', '"text"', 400],
  ['too large', `{"username":"${'x'.repeat(100_000)}"}`, 413],
  ['a prototype', '{"__proto__":{"isAdmin":true},"username":"a","password":"b"}', 400],
])('a body that is %s is refused', async (_what, body, status) => {
  const answer = await desk.visitor().send('POST', '/api/auth/login', { body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
})
