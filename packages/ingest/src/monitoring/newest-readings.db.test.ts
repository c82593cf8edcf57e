import { ingestRuns } from '@goated/schema/tables'
import { testDatabase } from '@goated/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { findNewestReadings } from './newest-readings.ts'

const at = (minutes: number) => new Date(Date.UTC(2025, 5, 2, 12, minutes))

test('the good reading with the newest source time is found, by source', async () => {
  const { db, close } = await testDatabase()
  onTestFinished(close)
  const run = (source: string, outcome: 'ok' | 'failed', asOf: Date | null, startedAt: Date) => ({
    source,
    outcome,
    asOf,
    startedAt,
    finishedAt: startedAt,
    durationMs: 5,
    complete: true,
    listedUsers: 3,
    newUsers: 0,
    changedUsers: 0,
    bodyBytes: 10,
    attempts: 1,
  })
  await db.insert(ingestRuns).values([
    run('casino', 'ok', at(0), at(1)),
    run('casino', 'ok', at(15), at(16)),
    // Read later, of an earlier time.
    run('casino', 'ok', at(10), at(20)),
    run('casino', 'failed', at(30), at(30)),
    run('other', 'ok', at(2), at(2)),
    run('silent', 'failed', null, at(3)),
  ])
  const found = await findNewestReadings(db, { sources: ['casino', 'other', 'silent', 'unknown'] })
  expect([...found.keys()].sort()).toEqual(['casino', 'other'])
  expect(found.get('casino')).toEqual({ runId: 2, asOf: at(15), startedAt: at(16), listedUsers: 3, complete: true })
  expect(found.get('other')).toMatchObject({ asOf: at(2) })
  expect(await findNewestReadings(db, { sources: [] })).toEqual(new Map())
})
