import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { createUser } from '@goated/accounts'
import { connect } from '@goated/schema'
import { ingestRuns } from '@goated/schema/tables'
import { json, type PostgresServer, startFakeUpstream, startPostgres } from '@goated/testkit'
import { validate } from 'dockerfile-utils'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './apps.ts'
import { buildImage, type Image } from './image.ts'

const dockerfile = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8')

let directory: string
let postgres: PostgresServer
const running: ChildProcess[] = []
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'goated-image-'))
  postgres = await startPostgres()
})
afterAll(async () => {
  for (const child of running) if (child.exitCode === null) child.kill('SIGKILL')
  await postgres.stop()
  // Thousands of files, which Node takes one after the other.
  execFileSync('rm', ['-rf', directory])
})

test('a linter finds nothing in the Dockerfile', () => {
  expect(validate(dockerfile)).toEqual([])
  // The linter can find something.
  expect(validate('FROM node\nRUNN true')).not.toEqual([])
})

test('the image is built by the commands of the Dockerfile, and its commands run and are healthy', async () => {
  const context = join(directory, 'context')
  copyRepository(context)
  const image = buildImage(dockerfile, { context, directory, log: console.log })

  const secrets = join(directory, 'database_url')
  writeFileSync(secrets, `${postgres.url}\n`)
  const database = { DATABASE_URL_FILE: secrets, LOG_LEVEL: 'info' }
  const upstream = await startFakeUpstream()
  const wagered = { today: 1, this_week: 1, this_month: 1, all_time: 1 }
  upstream.answer(json({ data: [{ uid: 'a', name: 'ann', wagered }] }))
  try {
    const migrate = start(image, ['migrate'], database)
    expect((await migrate.ended)[0]).toBe(0)

    const server = start(image, image.command, { ...database, PORT: '0', SESSION_SECRET: 'x'.repeat(32) })
    const url = String((await server.line('listening'))['url'])
    const worker = start(image, ['worker'], { ...database, UPSTREAM_URL: upstream.url, WORKER_METRICS_PORT: '0' })
    const { metricsPort } = await worker.line('worker started')

    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
    const [, script = ''] = /<script[^>]+src="([^"]+)"/.exec(page) ?? []
    expect((await fetch(new URL(script, url))).headers.get('content-type')).toMatch(/javascript/)
    const connection = await connect(postgres.url)
    await expect.poll(() => connection.db.$count(ingestRuns), { timeout: 20_000 }).toBeGreaterThan(0)
    for (const port of [new URL(url).port, String(metricsPort)])
      execFileSync(process.execPath, image.healthcheck.slice(1), { cwd: image.directory, env: { PORT: port } })

    // The one password that is known afterwards is the one that it says.
    const admin = { username: 'chief', password: 'forgotten by everybody' }
    await createUser(connection.db, { ...admin, isAdmin: true })
    await connection.close()
    const [, ...entrypoint] = image.entrypoint
    const said = execFileSync(process.execPath, [...entrypoint, 'reset-admin', admin.username], {
      cwd: image.directory,
      env: { DATABASE_URL_FILE: secrets },
      encoding: 'utf8',
    })
    const [, password = ''] = /shown only now: (\S+)/.exec(said) ?? []
    const signedIn = await fetch(`${url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: admin.username, password }),
    })
    expect(signedIn.status).toBe(200)

    for (const app of [server, worker]) {
      app.child.kill('SIGTERM')
      expect((await app.ended)[0]).toBe(0)
    }
    expect(() =>
      execFileSync(process.execPath, image.healthcheck.slice(1), {
        cwd: image.directory,
        env: { PORT: new URL(url).port },
        stdio: 'pipe',
      }),
    ).toThrow()
  } finally {
    await upstream.close()
  }
})

/** What git would hand over, less what .dockerignore leaves out. */
function copyRepository(target: string): void {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  const ignored = /^docs\/|^[^/]*\.md$|^\.git/
  for (const path of list
    .split('\0')
    .filter((each) => each !== '' && !ignored.test(each) && existsSync(join(root, each)))) {
    mkdirSync(dirname(join(target, path)), { recursive: true })
    cpSync(join(root, path), join(target, path))
  }
}

/** Starts a command of the image as its entrypoint would, with nothing of this machine's environment. */
function start(image: Image, command: readonly string[], environment: Record<string, string>) {
  const [, ...entrypoint] = image.entrypoint
  const child = spawn(process.execPath, [...entrypoint, ...command], {
    cwd: image.directory,
    env: { NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  const ended = once(child, 'close') as Promise<[number | null]>
  return {
    child,
    ended,
    /** The fields of the first line of the log with a message. */
    async line(message: string): Promise<Record<string, unknown>> {
      for (;;) {
        const found = lines
          .map((line) => JSON.parse(line) as Record<string, unknown>)
          .find(({ msg }) => msg === message)
        if (found) return found
        if (child.exitCode !== null) throw new Error(`It ended without "${message}":\n${lines.join('\n')}`)
        await Promise.race([once(reader, 'line'), ended])
      }
    },
  }
}
