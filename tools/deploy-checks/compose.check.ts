import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type AppName, root, unknownSettings } from './apps.ts'

interface Service {
  environment?: Record<string, string>
  secrets?: string[]
  ports?: string[]
  read_only?: boolean
}

const file = join(root, 'deploy/compose.yaml')
const compose = parse(readFileSync(file, 'utf8'), { merge: true }) as {
  services: Record<string, Service>
  secrets: Record<string, { file: string }>
}
const apps = Object.entries(compose.services).filter(([name]) => name !== 'postgres') as [AppName, Service][]

test('a linter and the schema of the compose specification find nothing', () => {
  const dclint = join(root, 'node_modules/.bin/dclint')
  const config = join(root, 'tools/deploy-checks/dclint.yaml')
  execFileSync(dclint, ['--config', config, '--max-warnings', '0', file], { encoding: 'utf8', stdio: 'pipe' })
})

test.each(apps)('%s gets only variables that it knows', (name, { environment }) => {
  expect(Object.keys(environment ?? {})).not.toEqual([])
  expect(unknownSettings(name, Object.keys(environment ?? {}))).toEqual([])
})

test('every secret that is read is mounted, defined and made, and none is left over', () => {
  const used = Object.entries(compose.services).flatMap(([name, { environment, secrets }]) => {
    const read = Object.values(environment ?? {}).flatMap((value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? [])
    expect(read.sort(), name).toEqual([...(secrets ?? [])].sort())
    return read
  })
  expect([...new Set(used)].sort()).toEqual(Object.keys(compose.secrets).sort())

  const directory = mkdtempSync(join(tmpdir(), 'goated-secrets-'))
  try {
    const make = () =>
      execFileSync(process.execPath, [join(root, 'deploy/make-secrets.mjs'), join(directory, 'secrets')])
    make()
    const made = readdirSync(join(directory, 'secrets'))
    const texts = () => made.map((name) => readFileSync(join(directory, 'secrets', name), 'utf8'))
    expect(made.map((name) => `./secrets/${name}`).sort()).toEqual(
      Object.values(compose.secrets)
        .map((secret) => secret.file)
        .sort(),
    )
    expect(statSync(join(directory, 'secrets')).mode & 0o777).toBe(0o700)
    const before = texts()
    expect(make().toString()).toBe('')
    expect(texts()).toEqual(before)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})

test('nothing is reached from outside but the server, and that from this machine only', () => {
  const published = Object.entries(compose.services).flatMap(([name, { ports }]) =>
    (ports ?? []).map((port) => [name, port]),
  )
  expect(published).toEqual([['server', '127.0.0.1:${SERVER_PORT:-3000}:3000']])
  expect(apps.filter(([, { read_only }]) => read_only !== true)).toEqual([])
})
