import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runScript } from '@goated/testkit'
import { expect, test } from 'vitest'

test('a worker reads a CSV file at every tick, and takes it for a new reading only once it was written', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'goated-csv-'))
  const file = join(directory, 'board.csv')
  const tick = (env: Record<string, string> = {}) =>
    runScript(new URL('main.ts', import.meta.url), ['--once'], {
      DATABASE_URL: `pglite://${join(directory, 'database')}`,
      UPSTREAM_KIND: 'csv',
      UPSTREAM_URL: file,
      ...env,
    })
  const write = async (text: string, minute: number) => {
    await writeFile(file, text)
    const at = new Date(Date.UTC(2026, 2, 6, 12, minute))
    await utimes(file, at, at)
  }
  try {
    await write('User ID;Name;Wagered\r\na;Ann;1\r\nb;Bob;2\r\n', 0)
    expect(await tick()).toMatchObject({ code: 0, stdout: expect.stringContaining('stored: 2 players, 2 changed') })
    expect(await tick()).toMatchObject({ code: 0, stdout: 'nothing new: READING_REPLAYED\n' })
    await write('User ID;Name;Wagered\r\na;Ann;1,5\r\nb;Bob;2\r\n', 1)
    expect(await tick()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Line 2, column Wagered: a comma .*\nfailed: WRONG_TYPE\n$/),
    })
    await write('User ID;Name;Wagered\r\na;Ann;1.5\r\nb;Bob;2\r\n', 2)
    expect(await tick()).toMatchObject({ code: 0, stdout: expect.stringContaining('stored: 2 players, 1 changed') })
    expect(await tick({ UPSTREAM_URL: join(directory, 'nowhere.csv') })).toMatchObject({
      code: 1,
      stderr: 'The file cannot be read (ENOENT).\nfailed: FILE_UNREADABLE\n',
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}, 120_000)
