import { formatAmount } from '@goated/schema'
import type { BenchContext } from '../context.ts'
import { openDrizzlePeer, parsePlainly } from '../drizzle-peer.ts'
import { type Contender, type Figure, measure, skipped } from '../measure.ts'
import { measureMemory } from '../memory.ts'
import { addScores } from '../redis.ts'
import { expectChanges, expectStandings, copyWorld, createTaker, nextReading } from '../world.ts'

/** A whole tick with 5 % of the players changed: from the bytes of the upstream to totals and ranks, committed. */
export async function benchTick(context: BenchContext): Promise<{ figures: Figure[]; notes: string[] }> {
  const { world, options, redis } = context
  const { players } = world
  const copy = await copyWorld(world)
  const peerUrl = await world.server.createDatabase(`peer_${players.count}`)
  const peer = await openDrizzlePeer(peerUrl)
  const smart = await openDrizzlePeer(await world.server.createDatabase(`smart_${players.count}`))
  const take = createTaker(copy, players)
  const key = `tick:${players.count}`
  let { asOf } = world
  let changed: number[] = []
  let body = players.body()
  const totals = (which: Iterable<number>) =>
    [...which].map((player) => [players.uidOf(player), formatAmount(players.totalOf(player))] as const)

  // Everyone is in every store before the first measured tick, and our account cache is warm.
  await peer.upsertAll(body, asOf)
  await smart.upsertAll(body, asOf)
  const totalsBefore = new Map(totals([0, 1, players.count - 1]))
  if (redis) await addScores(redis.client, key, totals(Array.from({ length: players.count }, (_, player) => player)))

  const sample = () => [...changed.slice(0, 5), 0, players.count - 1]
  const runsMax = players.count >= 1_000_000 ? 2 : options.runs
  const contenders: Contender[] = [
    {
      name: 'tick',
      prepare: () => {
        asOf = nextReading(asOf)
        changed = players.draw(Math.round(players.count / 20))
        players.wager(changed)
        body = players.body()
      },
      run: async () => expectChanges(await take(asOf, body), changed.length),
      check: () => expectStandings(copy, world, sample()),
    },
    { name: 'json+zod', run: async () => void parsePlainly(body) },
    { name: 'drizzle-batches', run: () => peer.upsertAll(body, asOf), check: expectPeer(peer), runsMax },
    { name: 'drizzle-changed', run: () => smart.upsertChanged(body, asOf), check: expectPeer(smart), runsMax },
  ]
  if (redis) {
    contenders.push({
      name: 'redis ranking only',
      run: async () => {
        await addScores(redis.client, key, totals(changed))
        await redis.client.zrevrange(key, 0, 99, 'WITHSCORES')
      },
    })
  }
  const figures = await measure(contenders, options)
  if (!redis) figures.push(skipped('redis ranking only', 'redis-server is not installed'))
  await Promise.all([peer.close(), smart.close()])

  asOf = nextReading(asOf)
  const memory = await measureMemory({ url: urlOf(copy.name), players, asOf, changedShare: 20 })
  figures.push(memory.peak)
  await copy.drop()
  const megabytes = Math.round(body.byteLength / 1e6)
  return { figures, notes: [`body ${megabytes} MB, ${changed.length} players changed`, ...memory.notes] }

  function urlOf(name: string): string {
    return world.server.urlOf(name)
  }

  /** The peer's totals began when it was filled, which is later than ours. */
  function expectPeer(store: typeof peer) {
    return async () => {
      for (const [uid, before] of totalsBefore) {
        const [now] = totals([0, 1, players.count - 1].filter((player) => players.uidOf(player) === uid))
        const expected = (parseFloat(now?.[1] ?? '0') - parseFloat(before)).toFixed(4)
        const found = parseFloat(await store.totalOf(uid)).toFixed(4)
        if (found !== expected) throw new Error(`A peer's total is ${found} instead of ${expected}.`)
      }
    }
  }
}
