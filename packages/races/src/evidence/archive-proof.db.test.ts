import { ingestRuns } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { desc } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { CASINO, readCasino } from '../testing/casino.ts'
import { loadArchiveProof } from './archive-proof.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const clock = manualClock(start)

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

test('an archived race names the readings that it rests on', async () => {
  const { db } = database
  const { race } = await createRace(
    db,
    {
      title: 'Race',
      source: CASINO,
      prizePool: '1',
      prizeDistribution: [{ from: 1, percent: '100' }],
      startDate: start,
      endDate: at(10),
    },
    { clock },
  )
  await advanceRaces(db, { clock })
  for (const minutes of [-1, 5, 11]) await readCasino(db, at(minutes), { ann: String(100 + minutes) })
  await expect(loadArchiveProof(db, race.id)).rejects.toMatchObject({ code: 'RACE_NOT_ARCHIVED' })
  const [newest] = await db.select().from(ingestRuns).orderBy(desc(ingestRuns.id)).limit(1)
  clock.set(at(12))
  await advanceRaces(db, { clock })
  const proof = await loadArchiveProof(db, race.id)
  expect(proof).toEqual({
    raceId: race.id,
    archiveId: 1,
    archivedAt: at(12),
    settledBy: at(11),
    closingReason: null,
    chain: newest?.chain,
    lastRunId: newest?.id,
    readings: 3,
  })
  expect(proof.chain).toMatch(/^[0-9a-f]{64}$/)
  // What comes later is no part of it.
  await readCasino(db, at(15), { ann: '200' })
  expect(await loadArchiveProof(db, { archiveId: 1 })).toEqual(proof)
  await expect(loadArchiveProof(db, 99)).rejects.toMatchObject({ code: 'RACE_NOT_FOUND' })
})
