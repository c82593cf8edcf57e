import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'
import { createSource } from './source.ts'

const needed = { DATABASE_URL: 'memory://', UPSTREAM_URL: 'http://localhost:4010/affiliate/stats' }
const make = (env: Record<string, string>) => createSource(readSettings({ ...needed, ...env }))

test.each(['goated', 'rainbet', 'clash'])('%s is asked with the headers that are set', (kind) => {
  const source = make({
    UPSTREAM_KIND: kind,
    UPSTREAM_TOKEN: 'synthetic',
    UPSTREAM_HEADERS: 'x-site: board',
    UPSTREAM_USER_AGENT: 'Board/1',
    UPSTREAM_REDIRECT_HOSTS: 'files.example.org',
  })
  expect(source.http).toEqual({
    headers: { 'x-site': 'board', 'user-agent': 'Board/1' },
    redirectHosts: ['files.example.org'],
  })
})

test.each([
  ['UPSTREAM_TOKEN: Required for clash.', { UPSTREAM_KIND: 'clash' }],
  ['UPSTREAM_HEADERS: The header Host', { UPSTREAM_HEADERS: '{"Host":"hunter2"}' }],
  ['UPSTREAM_HEADERS: The header authorization', { UPSTREAM_HEADERS: 'authorization: hunter2', UPSTREAM_TOKEN: 't' }],
  ['UPSTREAM_HEADERS: The header user-agent', { UPSTREAM_USER_AGENT: 'hunter2 \u20ac' }],
])('says what is wrong: %s', (message, env) => {
  expect(() => make(env)).toThrow(message)
  expect(() => make(env)).not.toThrow('hunter2')
})
