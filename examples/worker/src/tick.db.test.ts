import { createAccountCache, goatedSource } from '@goated/ingest'
import { createRace } from '@goated/races'
import { historicalRaces } from '@goated/schema/tables'
import { json, manualClock, startFakeUpstream, testDatabase } from '@goated/testkit'
import { expect, test } from 'vitest'
import { runTick } from './tick.ts'

test('a worker that was down past the grace period asks once more before it closes the race', async () => {
  const database = await testDatabase()
  const upstream = await startFakeUpstream()
  try {
    const { db } = database
    // The race ends on Monday at 00:00, when the provider's week begins.
    const clock = manualClock('2025-06-07T12:00:00Z')
    const source = goatedSource({ url: upstream.url })
    const tick = (time: string, players: Record<string, [week: number, allTime: number]>) => {
      clock.set(time)
      const data = Object.entries(players).map(([uid, [this_week, all_time]]) => ({
        uid,
        name: uid,
        wagered: { today: 0, this_week, this_month: 0, all_time },
      }))
      upstream.answer(json({ data }))
      return runTick({ db, source, clock, cache: createAccountCache() })
    }
    await createRace(
      db,
      {
        title: 'Week',
        prizePool: '100',
        prizeDistribution: [{ from: 1, percent: '100' }],
        source,
        startDate: new Date('2025-06-07T13:00:00Z'),
        endDate: new Date('2025-06-09T00:00:00Z'),
      },
      { clock },
    )
    await tick('2025-06-07T13:00:00Z', { ann: [0, 100], bob: [0, 100] })
    await tick('2025-06-07T14:00:00Z', { ann: [5, 105], bob: [1, 101] })
    // Down for three days, with a grace period of one. Bob wagered 40 on Sunday and 2 since, ann nothing.
    const { events } = await tick('2025-06-10T14:00:00Z', { ann: [0, 105], bob: [2, 143] })
    expect(events.map(({ name }) => name)).toContain('race.completed')
    const [archived] = await db.select().from(historicalRaces)
    expect(archived?.participants).toMatchObject([
      { username: 'bob', total: '41.00000000', prize: '100.00' },
      { username: 'ann', total: '5.00000000', prize: '0.00' },
    ])
    expect(archived?.metadata).toMatchObject({ closingReason: null })
  } finally {
    await upstream.close()
    await database.close()
  }
})
