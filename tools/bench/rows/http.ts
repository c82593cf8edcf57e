import { type Child, startChild } from '../child.ts'
import type { BenchContext } from '../context.ts'
import type { Load, LoadResult } from '../http-load-child.ts'
import { type Contender, type Figure, figureOf, measure } from '../measure.ts'
import { ratio, readable, type Row } from '../report.ts'
import { copyWorld } from '../world.ts'

const connections = 32
const loadMs = 1_500

/** A server under test and what a client asks it for. */
interface Served {
  name: string
  server: Child
  url: string
}

/** How busy the server's process and the one that asks were, as shares of a core, and CPU a request in µs, by run. */
interface Busy {
  server: number[]
  load: number[]
  cpu: number[]
  bytes: number
}

/** The first hundred of a race over HTTP, in µs a request: the answer in full, and 304 to who has it already. */
export async function benchHttp({ world, options }: BenchContext): Promise<Pick<Row, 'row' | 'figures' | 'notes'>[]> {
  const copy = await copyWorld(world)
  const [load, ...servers] = [
    startChild('./http-load-child.ts'),
    ...Array.from({ length: 3 }, () => startChild('./http-server-child.ts')),
  ]
  try {
    const [ours, raw, express] = await serveAll(servers, world.server.urlOf(copy.name), world.raceId)
    const rows: Pick<Row, 'row' | 'figures' | 'notes'>[] = []
    if (options.rows.includes('http/board')) {
      const plain = [ours, raw, express].map((served) => ({ name: served.name, served, headers: {} }))
      const zipped = [ours, raw].map((served) => ({
        name: `${served.name}, gzip`,
        served,
        headers: { 'accept-encoding': 'gzip' },
      }))
      rows.push(await measureRow('http/board', [...plain, ...zipped], 200))
    }
    if (options.rows.includes('http/board-304')) {
      const asked = await Promise.all(
        [ours, raw, express].map(async (served) => {
          const tag = (await fetch(served.url, { headers: { 'accept-encoding': 'identity' } })).headers.get('etag')
          return { name: served.name, served, headers: { 'if-none-match': tag ?? '' } }
        }),
      )
      rows.push(await measureRow('http/board-304', asked, 304))
    }
    return rows
  } finally {
    for (const child of [load, ...servers]) await child.end()
    await copy.drop()
  }

  async function measureRow(
    row: Row['row'],
    asked: readonly { name: string; served: Served; headers: Record<string, string> }[],
    status: number,
  ): Promise<Pick<Row, 'row' | 'figures' | 'notes'>> {
    const busy = new Map<string, Busy>()
    const contenders = asked.map(({ name, served, headers }): Contender => {
      const seen: Busy = { server: [], load: [], cpu: [], bytes: 0 }
      busy.set(name, seen)
      return {
        name,
        run: async () => {
          const before = await served.server.ask<number>({ ask: 'cpu' })
          const question: Load = { url: served.url, headers, status, connections, ms: loadMs }
          const result = await load.ask<LoadResult>({ ask: 'load', ...question })
          const spent = (await served.server.ask<number>({ ask: 'cpu' })) - before
          seen.server.push(spent / result.ms)
          seen.cpu.push((spent * 1000) / result.requests)
          seen.load.push(result.cpuMs / result.ms)
          seen.bytes = result.bytes / result.requests
          return (result.ms * 1000) / result.requests
        },
      }
    })
    const figures = await measure(contenders, { runs: options.runs, unit: 'us' })
    return { row, figures, notes: [...rateNotes(figures), ...[...busy].map(([name, seen]) => busyNote(name, seen))] }
  }
}

/** All three serve the same board; the peers from memory, as it came from ours. */
async function serveAll(
  [first, second, third]: readonly Child[],
  database: string,
  raceId: number,
): Promise<[Served, Served, Served]> {
  if (!first || !second || !third) throw new Error('Three servers are needed.')
  const origin = await first.ask<string>({ ask: 'serveOurs', database })
  const url = `${origin}/api/races/${raceId}/standings?limit=100`
  const body = await (await fetch(url)).text()
  const served: [Served, Served, Served] = [
    { name: 'ours', server: first, url },
    { name: 'raw node:http', server: second, url: await second.ask<string>({ ask: 'serveRaw', body }) },
    { name: 'express res.json', server: third, url: await third.ask<string>({ ask: 'serveExpress', body }) },
  ]
  if ((JSON.parse(body) as { items: unknown[] }).items.length !== 100)
    throw new Error('The board is not the first 100.')
  for (const each of served)
    if ((await (await fetch(each.url)).text()) !== body) throw new Error(`${each.name} differs.`)
  return served
}

function rateNotes(figures: readonly Figure[]): string[] {
  return figures
    .filter(({ name }) => name.startsWith('ours'))
    .flatMap((ours) => {
      const raw = figures.find(({ name }) => name === ours.name.replace('ours', 'raw node:http'))
      const share = raw && ratio(ours, raw)
      return typeof share === 'number' ? [`${ours.name}: ${readable(share * 100)} % of the rate of raw`] : []
    })
}

/** What bounds the rate, and what a request costs the server even while others use the machine. */
function busyNote(name: string, { server, load, cpu, bytes }: Busy): string {
  const median = (values: readonly number[]) => figureOf(name, values, 'none').median
  const share = (values: readonly number[]) => `${readable(median(values) * 100)} %`
  return (
    `${name}: ${readable(bytes)} bytes, ${readable(median(cpu))} us of the server's CPU; ` +
    `busy: server ${share(server)}, load ${share(load)} of a core`
  )
}
