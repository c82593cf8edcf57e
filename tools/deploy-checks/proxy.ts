import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { root } from './apps.ts'

export const PROXIES = ['nginx', 'haproxy'] as const
export type ProxyName = (typeof PROXIES)[number]

export interface Proxy {
  url: string
  stop(): Promise<void>
}

/**
 * Starts a proxy with the configuration that docs/operate/scaling.md shows for it. Only addresses are replaced, and the
 * certificate, which is somebody else's.
 *
 * @param ports of the two servers behind it, on this machine
 */
export async function startProxy(name: ProxyName, ports: readonly [number, number]): Promise<Proxy> {
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), `goated-${name}-`))
  const file = join(directory, 'proxy.conf')
  const shown = (await documented(name))
    .replaceAll('10.0.0.11:3000', `127.0.0.1:${ports[0]}`)
    .replaceAll('10.0.0.12:3000', `127.0.0.1:${ports[1]}`)
  await writeFile(file, name === 'nginx' ? nginxFile(shown, directory, port) : haproxyFile(shown, port))
  const parameters = name === 'nginx' ? ['-p', directory, '-c', file, '-e', 'stderr'] : ['-db', '-f', file]
  const child = spawn(`/usr/sbin/${name}`, parameters, { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (log = `${log}${chunk}`.slice(-10_000)))
  child.on('error', (error) => (log += error.message))
  const quit = () => child.kill('SIGTERM')
  process.once('exit', quit)

  const stop = async () => {
    process.off('exit', quit)
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
    await rm(directory, { recursive: true, force: true })
  }
  for (const end = Date.now() + 10_000; !(await accepts(port)); await delay(20))
    if (child.exitCode !== null || Date.now() > end) {
      await stop()
      throw new Error(`${name} did not start:\n${log}`)
    }
  return { url: `http://127.0.0.1:${port}`, stop }
}

/** The one block of a page in the proxy's language. */
async function documented(name: ProxyName): Promise<string> {
  const page = await readFile(join(root, 'docs/operate/scaling.md'), 'utf8')
  const blocks = [...page.matchAll(/^```(?<language>\w+)\n(?<text>.*?)^```$/gms)].filter(
    ({ groups }) => groups?.['language'] === name,
  )
  if (blocks.length !== 1) throw new Error(`The page has ${blocks.length} configurations of ${name}.`)
  return blocks[0]?.groups?.['text'] ?? ''
}

function nginxFile(shown: string, directory: string, port: number): string {
  const site = replaced(shown, 'listen 443 ssl;', `listen 127.0.0.1:${port};`).replaceAll(/^ *ssl_.*\n/gm, '')
  return `daemon off;
pid ${directory}/pid;
events {}
http {
access_log off;
client_body_temp_path ${directory}/body;
proxy_temp_path ${directory}/proxy;
fastcgi_temp_path ${directory}/fastcgi;
uwsgi_temp_path ${directory}/uwsgi;
scgi_temp_path ${directory}/scgi;
${site}
}
`
}

function haproxyFile(shown: string, port: number): string {
  return replaced(shown, 'bind :443 ssl crt /etc/ssl/board.example.org.pem', `bind 127.0.0.1:${port}`)
}

function replaced(text: string, what: string, by: string): string {
  if (!text.includes(what)) throw new Error(`The configuration has no "${what}".`)
  return text.replace(what, by)
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
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
