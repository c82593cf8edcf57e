import { createAccountCache, rainbetSource } from '@goated/ingest'
import { createRace } from '@goated/races'
import { historicalRaces } from '@goated/schema/tables'
import { json, manualClock, startFakeUpstream, testDatabase } from '@goated/testkit'
import { expect, test } from 'vitest'
import { runTick } from './tick.ts'

test('a provider that is asked for windows is asked for each open race, up to the archive', async () => {
  const database = await testDatabase()
  const upstream = await startFakeUpstream()
  try {
    const { db } = database
    const clock = manualClock(new Date('2025-06-01T23:00:00Z'))
    const source = rainbetSource({ url: upstream.url, key: 'synthetic' })
    const tick = (amount: string, hours: number) => {
      clock.advance(hours * 3_600_000)
      const affiliates = [{ id: 1, username: 'ann', wagered_amount: amount }]
      upstream.answer(json({ affiliates, cache_updated_at: clock.now().toISOString() }))
      return runTick({ db, source, clock, cache: createAccountCache() })
    }
    await createRace(
      db,
      {
        title: 'Race',
        prizePool: '5',
        prizeDistribution: [{ from: 1, percent: '100' }],
        source,
        startDate: new Date('2025-06-02T00:00:00Z'),
        endDate: new Date('2025-06-03T00:00:00Z'),
      },
      { clock },
    )
    expect((await tick('0', 0)).reading).toMatchObject({ outcome: 'stale', reason: 'NO_OPEN_RACE' })
    expect(upstream.requests).toHaveLength(0)
    expect((await tick('7.5', 2)).reading).toMatchObject({ outcome: 'ok', changed: 1 })
    const { reading, events } = await tick('9', 24)
    expect(reading).toMatchObject({ outcome: 'ok', changed: 1 })
    expect(events.map(({ name }) => name)).toContain('race.completed')
    const [archived] = await db.select().from(historicalRaces)
    expect(archived?.participants).toMatchObject([{ username: 'ann', total: '9.00000000', prize: '5.00' }])
    upstream.answer(json({ error: 'er_invalid_key' }, 400))
    expect((await tick('9', 1)).reading).toMatchObject({ outcome: 'stale', reason: 'NO_OPEN_RACE' })
  } finally {
    await upstream.close()
    await database.close()
  }
})
