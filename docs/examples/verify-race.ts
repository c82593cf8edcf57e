import { storeReading } from '@goated/ingest'
import {
  advanceRaces,
  checkRaces,
  createRace,
  formatDifference,
  raceEvidence,
  raceTotal,
  recordRaceTotals,
  replayStandings,
  type Sample,
  verifyRace,
} from '@goated/races'
import { connect, formatAmount, migrate, parseAmount } from '@goated/schema'
import { affiliateStats, historicalRaces, ingestRuns, wagerRaces } from '@goated/schema/tables'
import { eq } from 'drizzle-orm'

const { db, close } = await connect('memory://')
await migrate(db)
await playRace()

// #region verify
const [race] = await db.select().from(wagerRaces)
const [archive] = await db.select().from(historicalRaces)
const stats = await db.select().from(affiliateStats)
const readings = (await db.select().from(ingestRuns)).filter(({ outcome, asOf }) => outcome === 'ok' && asOf)
if (!race || !archive) throw new Error('There is no race to verify.')

for (const { userId, username, total } of archive.participants) {
  // A stored row stands for every reading from its own time on, until the player's next row.
  const rows = stats
    .filter((row) => row.userId === userId)
    .sort((a, b) => a.timestamp.getTime() - b.timestamp.getTime())
  const samples = readings.map(({ asOf, complete }): Sample => {
    const at = asOf?.getTime() ?? 0
    const row = rows.findLast(({ timestamp }) => timestamp.getTime() <= at)
    if (!row?.listed) return { at, complete, counters: null }
    const { wageredAllTime: allTime, totalWager: month, wageredThisWeek: week, wageredToday: today } = row
    return { at, complete, counters: { allTime, month, week, today } }
  })
  const window = { start: race.startDate.getTime(), end: race.endDate.getTime() }
  const settledBy = race.settledBy?.getTime() ?? null
  const recomputed = formatAmount(raceTotal(samples, window, race.calendar, { settledBy }).total)
  console.log(`${username}: ${total} in the archive, ${recomputed} recomputed`)
}
// #endregion verify

// #region package
const { ok, counts } = await verifyRace(db, race.id)
const { violations } = await checkRaces(db)
console.log(ok, `${counts.entrants} entrants, ${counts.readings} readings`, violations)
// #endregion package

// #region replay
for (const { rank, uid, total } of await replayStandings(db, race.id, new Date('2026-03-06T19:30:00Z')))
  console.log(`19:30: ${rank}. ${uid} ${formatAmount(total)}`)
// #endregion replay

// #region evidence
for (let offset: number | null = 0; offset !== null;) {
  const page = await raceEvidence(db, race.id, { offset, limit: 1000 })
  for (const { standing, samples } of page.participants)
    console.log(`${standing.rank}. ${standing.uid}: ${samples.map(({ allTime }) => allTime).join(', ')}`)
  offset = page.nextOffset
}
// #endregion evidence

// #region difference
// Somebody makes Ann's counter larger than it was.
const tampered = stats.find(({ wageredAllTime }) => wageredAllTime === parseAmount('725.5'))
if (!tampered) throw new Error('There is no such row.')
await db
  .update(affiliateStats)
  .set({ wageredAllTime: parseAmount('727') })
  .where(eq(affiliateStats.id, tampered.id))
const { differences } = await verifyRace(db, race.id)
for (const difference of differences) console.log(formatDifference(difference))
// #endregion difference
await close()

async function playRace(): Promise<void> {
  await createRace(db, {
    title: 'Friday race',
    source: { id: 'casino', class: 'cumulative' },
    raceHistory: true,
    startDate: '2026-03-06T18:00:00Z',
    endDate: '2026-03-06T20:00:00Z',
    prizePool: '100.00',
    prizeDistribution: [{ from: 1, percent: '100' }],
  })
  await read('2026-03-06T17:55:00Z', { ann: '700', bob: '50' })
  await read('2026-03-06T19:00:00Z', { ann: '725.5', bob: '50' })
  await read('2026-03-06T19:55:00Z', { bob: '61.25' })
  await read('2026-03-06T20:10:00Z', { ann: '790', bob: '61.25' })
  await advanceRaces(db, { clock: { now: () => new Date('2026-03-06T20:11:00Z') } })
}

async function read(at: string, wagered: Record<string, string>): Promise<void> {
  const asOf = new Date(at)
  const rows = Object.entries(wagered).map(([uid, amount]) => ({
    uid,
    name: uid,
    allTime: parseAmount(amount),
    month: null,
    week: null,
    today: null,
  }))
  const reading = {
    source: { id: 'casino', commissionRate: 0n },
    asOf,
    rows,
    totalUsers: 2,
    startedAt: asOf,
    now: asOf,
  }
  await storeReading(db, reading, { projections: [recordRaceTotals] })
}
