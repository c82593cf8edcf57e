import { generateHelpTextForAllCommands } from '@stricli/core'
import { expect, test } from 'vitest'
import { commandLine } from './command-line.ts'
import { runHere } from './testing/run-here.ts'

const upstream = ['UPSTREAM_URL', 'UPSTREAM_KIND', 'UPSTREAM_TOKEN', 'INGEST_INTERVAL', 'WORKER_METRICS_PORT']
const commands: Record<string, { settings: string[]; flags: string[]; exitCodes: number[] }> = {
  migrate: { settings: ['LOG_LEVEL'], flags: ['json'], exitCodes: [0, 1, 2] },
  worker: { settings: [...upstream, 'LOG_LEVEL'], flags: ['once', 'trust'], exitCodes: [0, 1, 2] },
  import: { settings: [], flags: ['dry-run', 'json'], exitCodes: [0, 1, 2, 130] },
  check: { settings: [], flags: ['quick', 'json'], exitCodes: [0, 1, 2] },
  'verify-race': { settings: [], flags: ['all', 'json'], exitCodes: [0, 1, 2] },
  'create-admin': { settings: [], flags: ['email', 'password-stdin'], exitCodes: [0, 1, 2] },
  'reset-admin': { settings: [], flags: ['keep-tokens', 'password-stdin'], exitCodes: [0, 1, 2] },
}

test('every command is tried here', () => {
  expect(generateHelpTextForAllCommands(commandLine as never).map(([route]) => route)).toEqual(
    Object.keys(commands).map((name) => `goated ${name}`),
  )
})

test.each(['--help', '-h'])('goated %s names every command', async (flag) => {
  const { code, stdout, stderr } = await runHere([flag])
  expect([code, stderr]).toEqual([0, ''])
  for (const name of Object.keys(commands)) expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'))
})

test.each(Object.entries(commands))('goated %s --help says settings, exit codes and flags', async (name, expected) => {
  const { code, stdout, stderr } = await runHere([name, '--help'])
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^ {2}DATABASE_URL +The database: .*\(required\)$/m)
  for (const setting of expected.settings) expect(stdout).toMatch(new RegExp(`^  ${setting} +\\S`, 'm'))
  expect([...stdout.matchAll(/^ {2}(\d+) +\S/gm)].map(([, exitCode]) => Number(exitCode))).toEqual(expected.exitCodes)
  expect([...stdout.matchAll(/^ {5}\[--([a-z-]+)\]/gm)].map(([, flag]) => flag)).toEqual(expected.flags)
})

test('the default of a setting is what somebody would type', async () => {
  const { stdout } = await runHere(['worker', '--help'])
  expect(stdout).toMatch(/^ {2}INGEST_INTERVAL .*\(default 15m\)$/m)
  expect(stdout).toMatch(/^ {2}DATABASE_POOL_MAX .*\(default 10\)$/m)
  expect(stdout).toMatch(/^ {2}UPSTREAM_TOKEN (?!.*\((?:default|required))/m)
})

test.each(Object.keys(commands))('goated %s refuses a flag that nobody knows', async (name) => {
  expect(await runHere([name, '--nonsense'])).toEqual({
    code: 2,
    stdout: '',
    stderr: `There is no flag --nonsense.\nUsage: goated ${name} --help\n`,
  })
})

test.each([
  [['import', '--dryrun', 'x.csv'], 'There is no flag --dryrun. Did you mean --dry-run?'],
  [['chek'], 'There is no command chek. Did you mean check?'],
  [['import'], 'FILE is missing.'],
  [['verify-race'], 'ID is missing.'],
  [['verify-race', '1e3'], 'ID: This is no id of a race, which is a whole number.'],
  [['create-admin', 'chief', '--email'], 'Expected input for flag --email'],
  [['check', '1'], 'There are too many words: this command takes none besides its flags.'],
])('%j is refused', async (words, message) => {
  const { code, stdout, stderr } = await runHere(words)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/\nUsage: goated (?:[a-z-]+ )?--help\n$/)
  expect(stderr.split('\n', 1)).toEqual([message])
})

test('a word too many is not repeated: it may be a password', async () => {
  const { code, stderr } = await runHere(['reset-admin', 'chief', 'hunter2'])
  expect(code).toBe(2)
  expect(stderr).not.toContain('hunter2')
})

test.each(Object.keys(commands))('goated %s names the setting that is missing', async (name) => {
  const words: Record<string, string[]> = {
    import: ['x.csv'],
    'verify-race': ['1'],
    'create-admin': ['chief'],
    'reset-admin': ['chief'],
  }
  const { code, stdout, stderr } = await runHere([name, ...(words[name] ?? [])])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^DATABASE_URL: Required/)
})

test('wrong settings are named together, without their values', async () => {
  const env = { DATABASE_URL: 'hunter2', UPSTREAM_URL: 'http://127.0.0.1:9/', LOG_LEVEL: 'hunter2' }
  const { code, stderr } = await runHere(['worker'], { env })
  expect(code).toBe(2)
  expect(stderr.split('\n').map((line) => line.split(':', 1)[0])).toEqual(['DATABASE_URL', 'LOG_LEVEL', ''])
  expect(stderr).not.toContain('hunter2')
})

test('--trust without --once is refused', async () => {
  expect(await runHere(['worker', '--trust'])).toEqual({
    code: 2,
    stdout: '',
    stderr: '--trust is for one reading: use it with --once.\n',
  })
})

test('--version is the version of the package', async () => {
  const { stdout } = await runHere(['--version'])
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/)
})
