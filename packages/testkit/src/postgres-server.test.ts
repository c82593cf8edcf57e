import { access } from 'node:fs/promises'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { reapOrphans } from './postgres-orphans.ts'
import { startPostgres, type PostgresServer } from './postgres-server.ts'
import { isRunning, identifyProcess, waitForEnd } from './process-identity.ts'
import { startScript } from './script.ts'

describe('startPostgres', { timeout: 60_000 }, () => {
  let server: PostgresServer | undefined
  afterEach(() => server?.stop())

  it('survives a kill, copies databases, and leaves nothing behind', async () => {
    const started = (server = await startPostgres({ settings: { work_mem: '7MB' } }))
    expect(await ask(started.url, `select current_setting('work_mem')`)).toBe('7MB')
    expect(await ask(started.url, 'show server_version')).toMatch(/^18/)
    await ask(started.url, 'create table note as select 42 as answer')
    await started.kill()
    await expect(ask(started.url, 'select 1')).rejects.toThrow()
    await started.restart()
    expect(await ask(await started.createDatabase('copy', 'postgres'), 'select answer from note')).toBe(42)
    await started.dropDatabase('copy')
    await expect(ask(started.urlOf('copy'), 'select 1')).rejects.toThrow(/copy/)
    await started.stop()
    await expect(access(started.directory)).rejects.toThrow()
  })

  it('is reaped when its owner was killed, and left alone before', async () => {
    const script = startScript(new URL('./postgres-server-child.ts', import.meta.url))
    try {
      const { pid, directory } = JSON.parse(await script.waitFor('pid')) as { pid: number; directory: string }
      const identity = await identifyProcess(pid)
      await reapOrphans()
      expect(identity && (await isRunning(identity))).toBe(true)
      script.child.kill('SIGKILL')
      await script.ended
      await reapOrphans()
      expect(await waitForEnd(pid, 1_000)).toBe(true)
      await expect(access(directory)).rejects.toThrow()
    } finally {
      script.child.kill('SIGKILL')
    }
  })
})

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}
