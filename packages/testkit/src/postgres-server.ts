import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, open, readFile, realpath, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { oddSettings } from './odd-settings.ts'
import { postgresBinaries, serverUser } from './postgres-binaries.ts'
import { directoryPrefix, noteOwner, reapOrphans } from './postgres-orphans.ts'

const run = promisify(execFile)

export interface PostgresOptions {
  /** Survives a crash of the machine, at the price of speed. Default false: it survives a crash of the process only. */
  durable?: boolean
  /** Server settings beyond the defaults, as in postgresql.conf. */
  settings?: Record<string, string | number | boolean>
}

export interface PostgresServer {
  /** Of the database `postgres`; every local user is let in without a password. */
  url: string
  port: number
  directory: string
  urlOf(database: string): string
  /** Makes a database, as a copy of another where a template is named, and returns its URL. */
  createDatabase(name: string, template?: string): Promise<string>
  /** Drops a database, with whoever is still connected to it. */
  dropDatabase(name: string): Promise<void>
  /** Ends the server as a crash would, and keeps its data. Default SIGKILL. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again on the same port and data, after `kill` or while it runs. */
  restart(): Promise<void>
  /** Ends the server and removes its data. */
  stop(): Promise<void>
}

const defaults = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '256MB',
  ...oddSettings,
}
// Commits still reach the operating system, so that killing the server loses nothing.
const quick = { fsync: 'off', full_page_writes: 'off' }

/** Starts a PostgreSQL server of its own: about a second, most of it for making the data directory. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  await reapOrphans()
  const binaries = postgresBinaries()
  const user = await serverUser()
  const directory = await mkdtemp(join(await realpath(tmpdir()), directoryPrefix))
  await noteOwner(directory)
  // The server's user must reach its data through a directory that is ours.
  await chmod(directory, 0o711)
  if (user.uid !== undefined && user.gid !== undefined) await chown(directory, user.uid, user.gid)
  const data = join(directory, 'data')
  const log = join(directory, 'server.log')
  const initdb = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ]
  await run(binaries.initdb, [...initdb, '--locale-provider=builtin', '--builtin-locale=C.UTF-8'], {
    ...user,
    cwd: directory,
  })
  const settings = { ...defaults, ...(options.durable ? {} : quick), ...options.settings }
  const port = await freePort()
  let child: ChildProcess | undefined

  async function launch(): Promise<void> {
    const output = await open(log, 'a')
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const server = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...flags], {
      ...user,
      cwd: directory,
      stdio: ['ignore', output.fd, output.fd],
    })
    await output.close()
    child = server
    for (const end = Date.now() + 30_000; ; await delay(20)) {
      if (server.exitCode !== null || server.signalCode !== null || Date.now() > end)
        throw new Error(`PostgreSQL did not start:\n${(await readFile(log, 'utf8')).slice(-2_000)}`)
      if (await answers()) return
    }
  }

  async function answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: urlOf('postgres'), connectionTimeoutMillis: 1_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      return true
    } catch {
      return false
    } finally {
      await client.end().catch(() => {})
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  async function restart(): Promise<void> {
    await end('SIGINT')
    // After a kill, the server's own children take a moment to notice, and block a new server until they do.
    for (let attempt = 1; ; attempt++) {
      try {
        return await launch()
      } catch (error) {
        if (attempt === 20) throw error
        await delay(100)
      }
    }
  }

  async function administer(text: string): Promise<void> {
    const client = new pg.Client({ connectionString: urlOf('postgres') })
    client.on('error', () => {})
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }

  function urlOf(database: string): string {
    return `postgres://postgres@127.0.0.1:${port}/${database}`
  }

  async function stop(): Promise<void> {
    process.off('exit', quit)
    await end('SIGINT')
    await rm(directory, { recursive: true, force: true })
  }

  // The last moment of a process that did not stop its server allows one signal, and no waiting.
  const quit = () => child?.kill('SIGQUIT')

  await launch().catch(async (error: unknown) => {
    await rm(directory, { recursive: true, force: true })
    throw error
  })
  process.once('exit', quit)
  return {
    url: urlOf('postgres'),
    port,
    directory,
    urlOf,
    async createDatabase(name, template) {
      const from = template === undefined ? '' : ` template ${pg.escapeIdentifier(template)}`
      await administer(`create database ${pg.escapeIdentifier(name)}${from}`)
      return urlOf(name)
    },
    dropDatabase: (name) => administer(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
    kill: (signal = 'SIGKILL') => end(signal),
    restart,
    stop,
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('No free port.')
  return address.port
}
