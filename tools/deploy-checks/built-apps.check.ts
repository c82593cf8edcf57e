import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRace } from '@goated/races'
import { connect, type Connection, migrate } from '@goated/schema'
import { ingestRuns, raceVerifications } from '@goated/schema/tables'
import { type FakeUpstream, json, type PostgresServer, startFakeUpstream, startPostgres } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './apps.ts'

let directory: string
let postgres: PostgresServer
let connection: Connection
let upstream: FakeUpstream
const running: ChildProcess[] = []
beforeAll(async () => {
  execFileSync('npm', ['run', 'build:apps'], { cwd: root, stdio: 'pipe' })
  directory = mkdtempSync(join(tmpdir(), 'goated-built-'))
  postgres = await startPostgres()
  connection = await connect(postgres.url)
  await migrate(connection.db)
  upstream = await startFakeUpstream()
  const wagered = { today: 1, this_week: 1, this_month: 1, all_time: 1 }
  upstream.answer(json({ data: [{ uid: 'a', name: 'ann', wagered }] }))
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await connection.close()
  await upstream.close()
  await postgres.stop()
  rmSync(directory, { recursive: true })
})

/** Starts a built app as its unit does: secrets are in files, and nothing else of this environment is there. */
async function start(
  app: 'server' | 'worker',
  secrets: Record<string, string>,
  settings: Record<string, string>,
  message: string,
): Promise<Record<string, unknown>> {
  const files = Object.entries({ DATABASE_URL: postgres.url, ...secrets }).map(([name, value]) => {
    const path = join(directory, `${app}-${name.toLowerCase()}`)
    writeFileSync(path, `${value}\n`, { mode: 0o600 })
    return [`${name}_FILE`, path]
  })
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'deploy/start.mjs'), app], {
    cwd: root,
    env: { NODE_ENV: 'production', LOG_LEVEL: 'info', ...Object.fromEntries(files), ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  for (;;) {
    const line = output.split('\n').find((each) => each.includes(`"${message}"`))
    if (line !== undefined) return JSON.parse(line) as Record<string, unknown>
    if (child.exitCode !== null) throw new Error(`It ended without "${message}":\n${output}`)
    await Promise.race([once(child.stdout, 'data'), once(child, 'close')])
  }
}

function post(url: string, path: string, body: object, cookie: string = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', cookie }
  return fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

const source = { id: 'goated', class: 'cumulative' } as const
const race = {
  title: 'Built',
  prizePool: '10.00',
  prizeDistribution: [{ from: 1, percent: '100' }],
}

test('a worker that nobody listens to completes a race and verifies it', async () => {
  const { db } = connection
  const settings = { INGEST_INTERVAL: '1s', UPSTREAM_KIND: 'goated' }
  await start('worker', { UPSTREAM_URL: upstream.url }, settings, 'worker started')
  await expect.poll(() => db.$count(ingestRuns), { timeout: 30_000 }).toBeGreaterThan(0)
  const now = Date.now()
  await createRace(db, { ...race, source, startDate: new Date(now + 1_000), endDate: new Date(now + 3_000) })
  await expect.poll(() => db.$count(raceVerifications), { timeout: 60_000 }).toBe(1)
  expect(await db.select().from(raceVerifications)).toMatchObject([{ ok: true, differences: [] }])
})

test('boards and readiness answer at once while fifteen people wait for a lock that is held for half a minute', async () => {
  const { db } = connection
  const admin = { username: 'chief', password: 'correct horse battery staple' }
  const secrets = { SESSION_SECRET: 'x'.repeat(32), ADMIN_PASSWORD: admin.password }
  const settings = { ADMIN_USERNAME: admin.username, ADMIN_TOTP: 'optional', HOST: '127.0.0.1', PORT: '0' }
  const url = String((await start('server', secrets, settings, 'listening'))['url'])
  const signedIn = await post(url, '/api/auth/login', admin)
  expect(signedIn.status).toBe(200)
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  const createRaceOnDesk = (fromMs: number) => {
    const startDate = new Date(Date.now() + fromMs)
    const endDate = new Date(startDate.getTime() + 3_600_000)
    return post(url, '/api/admin/races', { ...race, startDate, endDate }, cookie)
  }
  const { race: shown } = await createRace(db, {
    ...race,
    source,
    startDate: new Date(),
    endDate: new Date(Date.now() + 3_600_000),
  })

  const released = new AbortController()
  const answers: { status: number; retryAfter: string | null; ms: number }[] = []
  async function write(): Promise<void> {
    while (!released.signal.aborted) {
      const startedAt = performance.now()
      const { status, headers } = await createRaceOnDesk(3_600_000)
      answers.push({ status, retryAfter: headers.get('retry-after'), ms: performance.now() - startedAt })
    }
  }
  const took: number[] = []
  let writers: Promise<unknown> = Promise.resolve()
  await db.transaction(async (tx) => {
    // As lockSource does, without its limit on who stands still.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('goated.ingest:goated'))`)
    writers = Promise.all(Array.from({ length: 15 }, write))
    const paths = [
      `/api/races/${shown.id}/standings`,
      '/health/ready',
      '/api/leaderboards/all_time',
      '/api/historical-races?limit=1',
      '/api/races/current',
    ]
    for (let ask = 0, until = performance.now() + 30_000; performance.now() < until; ask++) {
      const startedAt = performance.now()
      const { status } = await fetch(url + paths[ask % paths.length])
      took.push(performance.now() - startedAt)
      expect(status).toBe(200)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    released.abort()
  })
  await writers
  took.sort((a, b) => a - b)
  expect(took.length).toBeGreaterThan(50)
  // The rest is for a machine that is busy with something else.
  expect(took[Math.floor(took.length * 0.98)]).toBeLessThan(200)
  // Nobody waited for long, and whoever was refused knows when to come back.
  const refused = answers.filter(({ status }) => status !== 201)
  expect(refused.length).toBeGreaterThan(15)
  for (const { status, retryAfter, ms } of refused) {
    expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '5' })
    expect(ms).toBeLessThan(15_000)
  }
  expect((await createRaceOnDesk(0)).status).toBe(201)
})
