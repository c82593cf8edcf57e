import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { Redis } from 'ioredis'

const run = promisify(execFile)
/** A program of the machine, not of any package. */
const program = 'redis-server'

export interface RedisServer {
  client: Redis
  version: string
  stop(): Promise<void>
}

/** Starts a Redis of our own, which keeps nothing on disk; null where it is not installed. */
export async function startRedis(): Promise<RedisServer | null> {
  const installed = await run(program, ['--version']).catch(() => null)
  if (installed === null) return null
  const port = await freePort()
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', tmpdir()]
  const child = spawn(program, flags, { stdio: 'ignore' })
  const quit = () => child.kill('SIGKILL')
  process.once('exit', quit)
  const client = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 50, maxRetriesPerRequest: 100 })
  client.on('error', () => {})
  await client.ping()
  return {
    client,
    version: /v=(?<version>\S+)/.exec(installed.stdout)?.groups?.['version'] ?? 'unknown',
    async stop() {
      client.disconnect()
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      process.off('exit', quit)
    },
  }
}

/** Adds scores in one pipeline of variadic ZADDs, the fastest way there is. */
export async function addScores(
  client: Redis,
  key: string,
  scores: readonly (readonly [uid: string, score: string])[],
): Promise<void> {
  const pipeline = client.pipeline()
  for (let from = 0; from < scores.length; from += 1000)
    pipeline.zadd(key, ...scores.slice(from, from + 1000).flatMap(([uid, score]) => [score, uid]))
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
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
