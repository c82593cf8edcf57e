import { listUsers } from '@goated/accounts'
import { listIngestRuns, summarizeIngest } from '@goated/ingest'
import {
  checkRaces,
  listEntrants,
  listHistoricalRaces,
  listPayouts,
  listPlayerRaces,
  listRaces,
  loadEntrant,
  verifyRace,
} from '@goated/races'
import { testDatabase, testEngine } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { startRaceDay } from './testing/race-day.ts'

// One session, in which a setting can be made after connecting.
describe.runIf(testEngine() === 'pglite')('a day of races', () => {
  let usual: unknown[]
  beforeAll(async () => {
    usual = await playUnder('ISO, MDY')
  })

  it.each(['SQL, DMY', 'SQL, MDY', 'Postgres, DMY', 'German, DMY'])(
    'has the same outcome under DateStyle %s',
    async (style) => {
      expect(await playUnder(style)).toEqual(usual)
    },
  )
})

/** Plays a race from its creation to its archive, and asks everything about it. */
async function playUnder(style: string): Promise<unknown[]> {
  const { db, close } = await testDatabase()
  try {
    await db.execute(sql.raw(`set datestyle to '${style}'`))
    const day = await startRaceDay(db, ['alice', 'bob'])
    const raceId = day.race.id
    const page = { limit: 10, offset: 0 }
    const found: unknown[] = [await day.advance('11:00'), await day.read('11:15', { alice: 10, bob: 5 })]
    found.push(await listEntrants(db, { raceId, ...page }), await loadEntrant(db, { raceId, userId: 1 }))
    found.push(await day.advance('14:00'), await day.read('14:15', { alice: 30, bob: 8 }), await day.advance('15:30'))
    found.push(
      await listRaces(db, page),
      await listPayouts(db, page),
      await listPlayerRaces(db, { userId: 1, ...page }),
    )
    found.push(await listHistoricalRaces(db, page), await checkRaces(db, { totals: true }))
    found.push(await db.transaction((tx) => verifyRace(tx, raceId, { digests: 'all' })))
    const [from, to] = [new Date('2025-03-12T00:00:00Z'), new Date('2025-03-13T00:00:00Z')]
    found.push(await summarizeIngest(db, { source: 'goated', from, to, now: day.clock.now() }))
    found.push(await listIngestRuns(db, page))
    const { items } = await listUsers(db, page)
    found.push(
      items.map(({ createdAt, ...user }) => ({
        ...user,
        made: Math.abs(Date.now() - createdAt.getTime()) < 3_600_000,
      })),
    )
    return found
  } finally {
    await close()
  }
}
