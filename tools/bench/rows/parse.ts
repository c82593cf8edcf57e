import { createHttpReader } from '@goated/ingest'
import type { BenchContext } from '../context.ts'
import { parsePlainly } from '../drizzle-peer.ts'
import { type Figure, measure } from '../measure.ts'
import { benchSource } from '../world.ts'

/** From the bytes of the upstream to normalised rows, amounts exact. */
export async function benchParse({ world, options }: BenchContext): Promise<{ figures: Figure[] }> {
  const { players } = world
  const body = players.body()
  let parsed = 0
  const contenders = [
    {
      name: 'parse',
      run: async () => {
        const answer = () => Promise.resolve(new Response(new Uint8Array(body)))
        const read = await benchSource.read(createHttpReader({ fetch: answer, bodyBytesMax: 2 ** 30 }))
        parsed = read.outcome === 'ok' ? read.value.rows.length : 0
      },
      check: expectAll,
    },
    { name: 'json+zod', run: async () => void (parsed = parsePlainly(body).length), check: expectAll },
    {
      name: 'json alone',
      run: async () => void (parsed = (JSON.parse(body.toString('utf8')) as { data: unknown[] }).data.length),
      check: expectAll,
    },
  ]
  return { figures: await measure(contenders, { ...options, warmups: 2 }) }

  function expectAll(): void {
    if (parsed !== players.count) throw new Error(`${parsed} players were parsed.`)
  }
}
