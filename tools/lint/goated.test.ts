import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const breaches = [
  'publish?.(await verify())',
  'publish?.(verify())',
  'options.publish?.(...(await verify()))',
  'options?.publish(await verify())',
  'options?.of.publish([await verify()])',
  'publish?.({ events: await verify() })',
  'publish?.(count++)',
  'publish?.((last = count))',
  'publish?.(`${verify()}`)',
  'publish?.(delete options.publish)',
  'publish?.(new Worker(count))',
]
const allowed = [
  'publish?.(events)',
  'publish(await verify())',
  'publish?.(async () => await verify())',
  'publish?.(() => { count++ })',
  "publish?.(new Error('late'))",
  'names?.at(names.indexOf(name))',
  '(await verify())?.publish(events)',
  'await publish?.(events)',
]

test('an effect in an argument of a call that may not take place is found, and nothing else', () => {
  const directory = mkdtempSync(join(tmpdir(), 'goated-lint-'))
  try {
    const plugin = fileURLToPath(new URL('goated.mjs', import.meta.url))
    const config = {
      jsPlugins: [plugin],
      categories: { correctness: 'off' },
      rules: { 'goated/no-effect-in-optional-call': 'error' },
    }
    writeFileSync(join(directory, 'config.json'), JSON.stringify(config))
    writeFileSync(join(directory, 'code.ts'), `${[...breaches, ...allowed].join(';\n')};\n`)
    const oxlint = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin', 'oxlint')
    const words = [oxlint, '--config', 'config.json', '--format', 'json', 'code.ts']
    const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: directory, encoding: 'utf8' })
    expect(stderr).toBe('')
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { labels: { span: { line: number } }[] }[] }
    const lines = diagnostics.map(({ labels }) => labels[0]?.span.line)
    expect(lines.sort((a = 0, b = 0) => a - b)).toEqual(breaches.map((_, index) => index + 1))
  } finally {
    rmSync(directory, { recursive: true })
  }
})
