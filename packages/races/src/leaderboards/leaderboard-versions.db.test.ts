import { testDatabase } from '@goated/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { CASINO, readCasino } from '../testing/casino.ts'
import { loadLeaderboardVersions } from './leaderboard-versions.ts'
import { loadLeaderboard } from './load-leaderboard.ts'
import { recordLeaderboards } from './record-leaderboards.ts'

const calendar = { timeZone: 'UTC', weekStartsOn: 1 }
const at = (minutes: number) => new Date(Date.UTC(2025, 5, 2, 12, minutes))

test('each leaderboard has its newest version, and one that was never computed has none', async () => {
  const { db, close } = await testDatabase()
  onTestFinished(close)
  const versions = () => loadLeaderboardVersions(db, { source: CASINO.id })
  expect(await versions()).toEqual(new Map())
  const projections = [recordLeaderboards(calendar)]
  await readCasino(db, at(0), { ann: { allTime: '5', today: '1' } }, { projections })
  const before = await versions()
  await readCasino(db, at(15), { ann: { allTime: '6', today: '2' } }, { projections })
  const after = await versions()
  for (const [period, version] of after) {
    const board = await loadLeaderboard(db, { source: CASINO.id, period, calendar, now: at(15) })
    expect(version, period).toBe(board.version)
  }
  expect(after.get('all_time')).toBeGreaterThan(before.get('all_time') ?? 0)
  expect(await loadLeaderboardVersions(db, { source: 'elsewhere' })).toEqual(new Map())
})
