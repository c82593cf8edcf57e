import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Child, startChild } from '../child.ts'
import type { BenchContext } from '../context.ts'
import type { Arrived } from '../fan-out-clients-child.ts'
import type { Cost, FanOut, Published } from '../fan-out-server-child.ts'
import { type Contender, type Figure, figureOf, measure, skipped } from '../measure.ts'
import { ratio, readable } from '../report.ts'
import { copyWorld } from '../world.ts'

const run = promisify(execFile)

export const messageBytes = 7_500
/** Messages in one measured run: one alone is too short to tell. */
const messagesPerRun = 5
/** What a process has open besides its sockets. */
const otherFiles = 200

export const contenders: readonly { name: string; kind: FanOut }[] = [
  { name: 'ours', kind: 'ours' },
  { name: 'raw socket.write', kind: 'raw' },
  { name: 'ws.send, one string', kind: 'ws' },
  { name: 'ws.send, stringify each', kind: 'ws stringify' },
]

/** From publishing a change of a race until the last of so many clients has it, in ms. */
export async function benchFanOut(
  { world, options }: BenchContext,
  count: number,
): Promise<{ figures: Figure[]; notes: string[] }> {
  const allowed = await openFilesMax()
  if (count + otherFiles > allowed)
    return { figures: [skipped('ours', `a process may open ${allowed} files here (ulimit -n)`)], notes: [] }
  const copy = await copyWorld(world)
  const children: Child[] = []
  try {
    const costs = new Map<string, Cost[]>(contenders.map(({ name }) => [name, []]))
    const measured: Contender[] = []
    for (const { name, kind } of contenders) {
      const [server, clients] = [startChild('./fan-out-server-child.ts'), startChild('./fan-out-clients-child.ts')]
      children.push(server, clients)
      await openClients({ server, clients, kind, count, database: world.server.urlOf(copy.name), raceId: world.raceId })
      const run = async () => {
        let took = 0
        for (let sent = 0; sent < messagesPerRun; sent++) {
          took += await publishOnce(server, clients, count)
          const cost = await server.ask<Cost>({ ask: 'cost' })
          costs.get(name)?.push(cost)
        }
        return took / messagesPerRun
      }
      measured.push({ name, run })
    }
    const figures = await measure(measured, { ...options, warmups: 3 })
    return { figures, notes: [...rateNote(figures), ...costNotes(costs)] }
  } finally {
    for (const child of children) await child.end()
    await copy.drop()
  }
}

/** Opens a server and its clients, and waits until all of them are served and nothing comes any more. */
export async function openClients(input: {
  server: Child
  clients: Child
  kind: FanOut
  count: number
  database: string
  raceId: number
}): Promise<void> {
  const { server, clients, kind, count, database, raceId } = input
  const port = await server.ask<number>({ ask: 'open', kind, database, raceId, messageBytes })
  await clients.ask({ ask: 'connect', port, count, ...(kind === 'raw' ? {} : { topic: `race:${raceId}` }) })
  while ((await server.ask<number>({ ask: 'clients' })) < count) await sleep(50)
  for (let before = -1, now = 0; before !== now; before = now, now = await clients.ask<number>({ ask: 'total' }))
    await sleep(300)
  await clients.ask({ ask: 'reset' })
}

async function publishOnce(server: Child, clients: Child, count: number): Promise<number> {
  const { startedAt, bytes } = await server.ask<Published>({ ask: 'publish' })
  const { lastAt } = await clients.ask<Arrived>({ ask: 'expect', bytes: bytes * count })
  return Number(BigInt(lastAt) - BigInt(startedAt)) / 1e6 // not money: nanoseconds
}

async function openFilesMax(): Promise<number> {
  // Node raises its own limit to the hard one.
  const { stdout } = await run('sh', ['-c', 'ulimit -Hn'])
  return stdout.trim() === 'unlimited' ? Infinity : parseInt(stdout, 10)
}

function rateNote([ours, raw]: readonly Figure[]): string[] {
  const share = ours && raw && ratio(ours, raw)
  return typeof share === 'number' ? [`ours: ${readable(share * 100)} % of the rate of raw`] : []
}

function costNotes(costs: ReadonlyMap<string, readonly Cost[]>): string[] {
  return [...costs].map(([name, values]) => {
    const median = (of: (cost: Cost) => number) => readable(figureOf(name, values.map(of), 'ms').median)
    return `${name}: ${median(({ cpuMs }) => cpuMs)} ms of the server's CPU; all else waited up to ${median(({ delayMs }) => delayMs)} ms`
  })
}
