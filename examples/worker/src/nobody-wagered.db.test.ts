import {
  clashSource,
  createAccountCache,
  csvSource,
  goatedSource,
  rainbetSource,
  type WagerSource,
} from '@goated/ingest'
import { createRace, verifyRace } from '@goated/races'
import { historicalRaces, ingestRuns, sourceStates, wagerRaces } from '@goated/schema/tables'
import { json, manualClock, startFakeUpstream, testDatabase } from '@goated/testkit'
import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { runTick } from './tick.ts'

const start = new Date('2025-06-02T00:00:00Z')
const end = new Date('2025-06-03T00:00:00Z')
const zeros = { today: 0, this_week: 0, this_month: 0, all_time: 0 }

interface Provider {
  make(url: string): WagerSource
  /** What it answers while nobody wagers. */
  body(now: Date): object | string
}

const providers: Record<string, Provider> = {
  'is asked for windows and lists nobody': {
    make: (url) => rainbetSource({ url, key: 'synthetic' }),
    body: (now) => ({ affiliates: [], cache_updated_at: now }),
  },
  'is asked for windows and lists those who have not': {
    make: (url) => rainbetSource({ url, key: 'synthetic' }),
    body: (now) => ({ affiliates: [{ id: 1, username: 'ann', wagered_amount: '0' }], cache_updated_at: now }),
  },
  'runs the race and lists nobody': {
    make: (url) => clashSource({ url, token: 'synthetic' }),
    body: () => ({ data: [{ startDate: start, durationDays: 1, topPlayers: [] }] }),
  },
  'counts, and lists those who have not': {
    make: (url) => goatedSource({ url }),
    body: () => ({ data: [{ uid: 'a', name: 'ann', wagered: zeros }] }),
  },
  'counts, and has no users': {
    make: (url) => goatedSource({ url }),
    body: () => ({ status: 'success', metadata: { totalUsers: 0 }, data: { monthly: { data: [] } } }),
  },
  'is a file that may be empty': {
    make: (url) => csvSource({ from: { url }, emptyAnswer: 'always' }),
    body: () => 'uid,name,all_time',
  },
}

test.each(Object.keys(providers))(
  'a race in which nobody wagers settles by a reading: the provider %s',
  async (name) => {
    const provider = providers[name]
    if (!provider) throw new Error('There is no such provider.')
    const database = await testDatabase()
    const upstream = await startFakeUpstream()
    try {
      const { db } = database
      const clock = manualClock(new Date('2025-06-01T23:00:00Z'))
      const source = provider.make(upstream.url)
      const { race } = await createRace(
        db,
        {
          title: 'Race',
          prizePool: '5',
          prizeDistribution: [{ from: 1, percent: '100' }],
          source,
          startDate: start,
          endDate: end,
        },
        { clock },
      )
      const tick = (at: string) => {
        clock.set(new Date(at))
        const body = provider.body(clock.now())
        upstream.answer(json(body))
        return runTick({ db, source, clock, cache: createAccountCache() })
      }
      for (const hour of ['00:30', '06:00', '12:00', '18:00', '20:00', '23:45'])
        expect((await tick(`2025-06-02T${hour}:00Z`)).reading).toMatchObject({ outcome: 'ok', alarms: [] })
      const { reading, events } = await tick('2025-06-03T00:01:00Z')
      expect(reading).toMatchObject({ outcome: 'ok', alarms: [] })
      expect(events.find((event) => event.name === 'race.completed')?.payload).toMatchObject({
        winners: 0,
        prizes: '0.00',
        closingReason: null,
      })
      expect(await db.select().from(wagerRaces)).toMatchObject([{ status: 'completed', closingReason: null }])
      const [archived] = await db.select().from(historicalRaces)
      expect(archived).toMatchObject({ totalWagered: 0n })
      expect((await verifyRace(db, race.id)).ok).toBe(true)
      const runs = await db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
      expect(new Set(runs.map(({ outcome }) => outcome))).toEqual(new Set(['ok']))
      expect((await db.select().from(sourceStates)).every(({ failures }) => failures === 0)).toBe(true)
    } finally {
      await upstream.close()
      await database.close()
    }
  },
)
