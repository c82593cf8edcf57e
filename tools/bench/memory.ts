import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Figure, figureOf } from './measure.ts'
import type { Players } from './players.ts'

const run = promisify(execFile)

/** What the child reports; see tick-child.ts. */
export interface ChildReport {
  peakMegabytes: number
  coldMs: number
  warmMs: number
  changed: number
}

/**
 * The most memory that ticks take, in a process that does nothing else: one with a cold account cache, one with a
 * warm one. The bodies come over HTTP, as they do from an upstream.
 */
export async function measureMemory(input: {
  url: string
  players: Players
  asOf: Date
  /** One in so many changes. */
  changedShare: number
}): Promise<{ peak: Figure; notes: string[] }> {
  const { players } = input
  const wagering = Math.round(players.count / input.changedShare)
  const server = createServer((_request, response) => {
    players.wager(players.draw(wagering))
    response.setHeader('content-type', 'application/json').end(players.body())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const child = fileURLToPath(new URL('./tick-child.ts', import.meta.url))
    const loader = ['--import', import.meta.resolve('tsx'), '--conditions', '@goated/source']
    const { stdout } = await run(process.execPath, [...loader, child, input.url, upstream, input.asOf.toISOString()])
    const report = JSON.parse(stdout) as ChildReport
    if (report.changed !== wagering) throw new Error(`The child's tick changed ${report.changed} of ${wagering}.`)
    const cold = `in a process of its own: cold cache ${Math.round(report.coldMs)} ms, warm ${Math.round(report.warmMs)} ms`
    return { peak: figureOf('peak memory', [report.peakMegabytes], 'MB'), notes: [cold] }
  } finally {
    server.close()
  }
}
