import { expect, test } from 'vitest'
import type { z } from 'zod'
import { databaseSettings } from './database-settings.ts'
import { duration } from './duration.ts'
import { boolean, logLevel, origin, port, secret } from './fields.ts'
import { headers, hosts } from './http-fields.ts'
import { upstreamSettings } from './upstream-settings.ts'

const { DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_POOL_MAX } = databaseSettings

test.each<[string, z.ZodType, string, unknown]>([
  ['duration', duration, '500ms', 500],
  ['duration', duration, '90s', 90_000],
  ['duration', duration, '15m', 900_000],
  ['duration', duration, '2h', 7_200_000],
  ['duration', duration, '30d', 2_592_000_000],
  ['origin', origin, 'https://Board.example.org/path?x=1', 'https://board.example.org'],
  ['origin', origin, 'http://localhost:3000', 'http://localhost:3000'],
  ['secret', secret, 'x'.repeat(32), 'x'.repeat(32)],
  ['boolean', boolean, '1', true],
  ['boolean', boolean, 'false', false],
  ['port', port, '0', 0],
  ['log level', logLevel, 'debug', 'debug'],
  ['database', DATABASE_URL, 'postgresql://u:p@h/d', 'postgresql://u:p@h/d'],
  ['database', DATABASE_URL, 'memory://', 'memory://'],
  ['pool', DATABASE_POOL_MAX, '25', 25],
  ['headers', headers, '{"X-Key":"a: b"}', { 'X-Key': 'a: b' }],
  ['headers', headers, 'X-Key: a: b\r\n\nx-site:c \n', { 'X-Key': 'a: b', 'x-site': 'c' }],
  ['hosts', hosts, 'files.example.org, *.example.net:8443', ['files.example.org', '*.example.net:8443']],
])('%s: %s %s', (_, field, text, value) => {
  expect(field.parse(text)).toEqual(value)
})

test.each<[string, z.ZodType, string]>([
  ['duration', duration, '77'],
  ['duration', duration, '-5s'],
  ['duration', duration, '1.5h'],
  ['duration', duration, '5 weeks'],
  ['origin', origin, 'ftp://board.example.org'],
  ['origin', origin, 'board.example.org'],
  ['secret', secret, 'x'.repeat(31)],
  ['boolean', boolean, 'yes'],
  ['port', port, '80x'],
  ['port', port, '65536'],
  ['log level', logLevel, 'loud'],
  ['database', DATABASE_URL, 'mysql://hunter2@h/d'],
  ['direct', DATABASE_DIRECT_URL, 'memory://'],
  ['pool', DATABASE_POOL_MAX, '0'],
  ['headers', headers, 'hunter2'],
  ['headers', headers, '{"x-key":2}'],
  ['headers', headers, '{"x-key":"hunter2"'],
  ['headers', headers, 'x-key: hunter2\nX-Key: hunter3'],
  ['hosts', hosts, 'https://files.example.org/'],
  ['hosts', hosts, 'a,,b'],
  ['hosts', hosts, '*.*.org'],
  ['upstream', upstreamSettings.UPSTREAM_URL, 'file:///etc/passwd'],
])('%s refuses %s %s without repeating it', (_, field, text) => {
  const { success, error } = field.safeParse(text)
  expect(success).toBe(false)
  expect(error?.issues.map(({ message }) => message).join()).not.toContain(text)
})
