import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { secret } from './fields.ts'
import { readEnvironment } from './read-environment.ts'

const schema = z.object({
  NAME: z.string('Required.'),
  SIZE: z.string().regex(/^\d+$/, 'Must be digits.').default('1'),
  KEY: secret.optional(),
})
const hidden = 'hunter2 is short'
const long = 'hunter2 is long enough to be a secret'

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'goated-settings-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

function file(text: string): string {
  const path = join(directory, `${Math.random()}`)
  writeFileSync(path, text)
  return path
}

function complaint(env: Record<string, string>): string {
  try {
    readEnvironment(schema, env)
  } catch (error) {
    expect(String(error)).not.toContain('hunter2')
    return (error as Error).message
  }
  return 'none'
}

test('empty counts as absent, and what the schema does not name is not looked at', () => {
  expect(readEnvironment(schema, { NAME: 'a', SIZE: '', KEY: undefined, OTHER: 'x', OTHER_FILE: '/nowhere' })).toEqual({
    NAME: 'a',
    SIZE: '1',
  })
})

test.each([
  ['with a line end', `${long}\n`],
  ['with a line end of Windows', `${long}\r\n`],
  ['without', long],
])('a value may come from a file %s', (_, text) => {
  expect(readEnvironment(schema, { NAME: 'a', KEY: '', KEY_FILE: file(text) })).toMatchObject({ KEY: long })
})

test('everything that is wrong is named at once, and no value repeated', () => {
  expect(complaint({ SIZE: hidden, KEY_FILE: file(hidden) })).toBe(
    'NAME: Required.\nSIZE: Must be digits.\nKEY: Must have at least 32 characters.',
  )
})

test('a file must be there, hold something, and be the only place', () => {
  expect(complaint({ NAME_FILE: join(directory, 'hunter2') })).toBe('NAME_FILE: The file cannot be read (ENOENT).')
  expect(complaint({ NAME_FILE: directory })).toBe('NAME_FILE: The file cannot be read (EISDIR).')
  expect(complaint({ NAME: 'a', KEY_FILE: file('\n') })).toBe('KEY_FILE: The file is empty.')
  expect(complaint({ NAME: 'a', NAME_FILE: file('hunter2') })).toBe('NAME: Must not be set together with NAME_FILE.')
})
