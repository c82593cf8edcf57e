import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root, unknownSettings } from './apps.ts'

/** What systemd itself makes of the exposure of a unit, from 0 to 10; up to 2 is what it calls well protected. */
const exposureMax = 20

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'goated-units-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const apps = ['server', 'worker'] as const
const read = (path: string) => readFileSync(join(root, 'deploy/systemd', path), 'utf8')
function analyze(...words: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr, error } = spawnSync('systemd-analyze', words, { encoding: 'utf8' })
  if (error) throw error
  return { status, said: `${stdout}${stderr}` }
}
const namesIn = (text: string, line: RegExp) => [...text.matchAll(line)].map(([, name = '']) => name)

test.each(apps)('goated-%s.service is what systemd understands, and well protected', (app) => {
  const unit = join(directory, `goated-${app}.service`)
  mkdirSync(directory, { recursive: true })
  // The one thing that may be elsewhere on this machine.
  writeFileSync(unit, read(`goated-${app}.service`).replaceAll('/usr/bin/node', process.execPath))
  // What it does not know it only warns of.
  expect(analyze('verify', '--man=no', unit)).toEqual({ status: 0, said: '' })
  expect(analyze('security', '--offline=true', `--threshold=${exposureMax}`, '--no-pager', unit).status).toBe(0)
})

test.each(apps)('%s gets only variables that it knows, and each credential once', (app) => {
  const unit = read(`goated-${app}.service`)
  const files = namesIn(unit, /^Environment=([A-Z_]+_FILE)=%d\//gm)
  const inFile = namesIn(read(`${app}.env.example`), /^([A-Z_]+)=/gm)
  expect(files.length).toBeGreaterThan(1)
  expect(inFile.length).toBeGreaterThan(1)
  expect(unknownSettings(app, [...files, ...inFile])).toEqual([])
  expect(namesIn(unit, /^Environment=[A-Z_]+_FILE=%d\/(\S+)$/gm)).toEqual(namesIn(unit, /^LoadCredential=([a-z_]+):/gm))
})
