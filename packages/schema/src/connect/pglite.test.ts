import { cp, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { startScript, type Script } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../database/db.ts'
import { connect } from './connect.ts'

let parent: string
let directory: string
let scripts: Script[]

// A directory takes seconds to make, so it is made once.
beforeAll(async () => {
  parent = await mkdtemp(join(await realpath(tmpdir()), 'goated-pglite-test-'))
  await (await connect(`pglite://${parent}/made`)).close()
})

afterAll(() => rm(parent, { recursive: true, force: true }))

beforeEach(async () => {
  directory = join(parent, 'database')
  await cp(join(parent, 'made'), directory, { recursive: true })
  scripts = []
})

afterEach(async () => {
  for (const script of scripts) script.child.kill('SIGKILL')
  await Promise.all(scripts.map((script) => script.ended))
  await rm(directory, { recursive: true, force: true })
})

const locks = async () => (await readdir(directory)).filter((name) => name.includes('lock'))
const notes = async (db: Db) => (await db.select({ text: sql<string>`text` }).from(sql`note`)).map((row) => row.text)

async function holdElsewhere(): Promise<Script> {
  const script = startScript(new URL('./pglite-child.ts', import.meta.url), [`pglite://${directory}`])
  scripts.push(script)
  await script.waitFor('open')
  return script
}

describe('pglite://', () => {
  it('keeps what was written, by whatever path the directory is named', async () => {
    const first = await connect(`pglite://${directory}`)
    expect(first).toMatchObject({ kind: 'pglite', url: `pglite://${directory}` })
    await first.db.execute(sql`create table note (text text)`)
    await first.db.execute(sql`insert into note values ('kept')`)
    await first.close()
    await first.close()
    expect(await locks()).toEqual([])

    const again = await connect(`pglite://${relative(process.cwd(), directory)}`)
    expect(again.url).toBe(`pglite://${directory}`)
    expect(await notes(again.db)).toEqual(['kept'])

    const alias = `${directory}-alias`
    await symlink(directory, alias)
    try {
      await expect(connect(`pglite://${alias}`)).rejects.toMatchObject({ code: 'DATABASE_LOCKED' })
    } finally {
      await rm(alias)
      await again.close()
    }
  })

  it('refuses to be opened twice, in one process or in two, and names the other one', async () => {
    const script = await holdElsewhere()
    await expect(connect(`pglite://${directory}`)).rejects.toMatchObject({
      code: 'DATABASE_LOCKED',
      message: expect.stringContaining(String(script.child.pid)) as string,
      details: { pid: script.child.pid },
    })
    expect(await locks()).toHaveLength(1)
    script.child.stdin?.end('close\n')
    expect(await script.ended).toMatchObject({ code: 0 })

    const connection = await connect(`pglite://${directory}`)
    await expect(connect(`pglite://${directory}`)).rejects.toMatchObject({ details: { pid: process.pid } })
    await connection.close()
  })

  it('is taken over from a process that was killed, with all it had committed', async () => {
    const script = await holdElsewhere()
    script.child.kill('SIGKILL')
    await script.ended
    expect(await locks()).toHaveLength(1)

    const connection = await connect(`pglite://${directory}`)
    expect(await notes(connection.db)).toEqual(['from the child'])
    expect(await locks()).toHaveLength(1)
    await connection.close()
    expect(await locks()).toEqual([])
  })

  it('lets one of many in when they come together', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => connect(`pglite://${directory}`)))
    const open = attempts.filter((attempt) => attempt.status === 'fulfilled')
    expect(open.length).toBeLessThanOrEqual(1)
    for (const attempt of open) await attempt.value.close()
    expect(await locks()).toEqual([])
    await (await connect(`pglite://${directory}`)).close()
  })

  it.runIf(process.platform === 'linux').each([
    ['this pid, of a process before', { pid: process.pid, startTime: '1' }, true],
    ['a pid from before a restart of the machine', { bootId: 'another' }, true],
    ['another machine, heard of just now', { host: 'elsewhere', bootId: 'another' }, false],
  ])('a lock with %s', async (_, change, opens) => {
    const connection = await connect(`pglite://${directory}`)
    const { bootId, pidNamespace } = JSON.parse(await readLock()) as Record<string, string>
    await connection.close()
    const claim = { pid: process.pid, startTime: '1', host: hostname(), bootId, pidNamespace, ...change }
    await writeFile(join(directory, 'goated-lock-other'), JSON.stringify(claim))
    const opened = await connect(`pglite://${directory}`).catch((error: unknown) => error)
    if (opens) await (opened as Awaited<ReturnType<typeof connect>>).close()
    else expect(opened).toMatchObject({ code: 'DATABASE_LOCKED', details: { host: 'elsewhere' } })
  })
})

describe('memory://', () => {
  it('starts empty each time, and listens', async () => {
    const [one, two] = [await connect('memory://'), await connect('memory://')]
    await one.db.execute(sql`create table note (text text)`)
    await two.db.execute(sql`create table note (text text)`)
    const heard: string[] = []
    const stop = await one.listen?.('Some channel', (payload) => heard.push(payload))
    await one.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_notify('Some channel', 'hello')`)
      expect(heard).toEqual([])
    })
    await expect.poll(() => heard).toEqual(['hello'])
    await stop?.()
    await one.db.execute(sql`select pg_notify('Some channel', 'again')`)
    await one.close()
    await two.close()
    expect(heard).toEqual(['hello'])
  })
})

async function readLock(): Promise<string> {
  const [name = ''] = await locks()
  return readFile(join(directory, name), 'utf8')
}
