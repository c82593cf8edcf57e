import { startChild } from '../child.ts'
import type { BenchContext } from '../context.ts'
import type { FanOut } from '../fan-out-server-child.ts'
import { type Figure, measure } from '../measure.ts'
import { copyWorld } from '../world.ts'
import { contenders, messageBytes, openClients } from './fan-out.ts'

const readers = 10
const slowReaders = 100
// Linux takes about 4 MB for a connection that nobody reads; what matters comes after that.
const messages = 1_500
const gapMs = 2
const runsMax = 3

/** How much a server's memory grows with clients that do not read, while it sends to them and to a few that do. */
export async function benchSlowReaders({
  world,
  options,
}: BenchContext): Promise<{ figures: Figure[]; notes: string[] }> {
  const copy = await copyWorld(world)
  const measured = contenders
    .filter(({ kind }) => kind !== 'raw')
    .map(({ name, kind }) => ({ name, runsMax, run: () => grow(kind, world.server.urlOf(copy.name)) }))
  const figures = await measure(measured, { ...options, warmups: 0, unit: 'MB' })
  await copy.drop()
  const notes = [
    `${slowReaders} clients that do not read and ${readers} that do, ${messages} messages of ${messageBytes} bytes; ` +
      'what the system buffers is not counted',
  ]
  return { figures, notes }

  async function grow(kind: FanOut, database: string): Promise<number> {
    const [server, clients] = [startChild('./fan-out-server-child.ts'), startChild('./fan-out-clients-child.ts')]
    try {
      await openClients({ server, clients, kind, count: readers + slowReaders, database, raceId: world.raceId })
      await clients.ask({ ask: 'stopReading', but: readers })
      const question = { ask: 'publishMany', messages, gapMs }
      const { grownMegabytes, bytes } = await server.ask<{ grownMegabytes: number; bytes: number }>(question)
      // Those that read must have all of it.
      await clients.ask({ ask: 'expect', bytes: bytes * readers })
      return grownMegabytes
    } finally {
      await server.end()
      await clients.end()
    }
  }
}
