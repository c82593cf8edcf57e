import { type ReadingRow, storeReading } from '@goated/ingest'
import { advanceRaces, createSeries, recordRaceTotals } from '@goated/races'
import { connect, formatAmount, migrate, parseAmount } from '@goated/schema'
import { historicalRaces, racePayouts } from '@goated/schema/tables'

const { db, close } = await connect('memory://')
await migrate(db)

// #region life
let now = new Date('2026-03-02T00:00:00Z')
const clock = { now: () => now }

await createSeries(
  db,
  {
    title: 'Weekly race',
    type: 'weekly',
    anchorStart: '2026-03-02T00:00:00Z',
    source: { id: 'casino', class: 'cumulative' },
    prizePool: '500.00',
    prizeDistribution: [
      { from: 1, percent: '60' },
      { from: 2, percent: '40' },
    ],
  },
  { clock },
)
await moveOn('2026-03-02T00:00:00Z', { ann: '100', bob: '20' })
await moveOn('2026-03-05T12:00:00Z', { ann: '160', bob: '95.5' })
await moveOn('2026-03-09T00:00:00Z', { ann: '180', bob: '95.5' })
// #endregion life

const [archive] = await db.select().from(historicalRaces)
console.log(`archived: ${archive?.participants.map(({ username, total }) => `${username} ${total}`).join(', ')}`)
for (const { place, amount, status } of await db.select().from(racePayouts))
  console.log(`place ${place}: ${formatAmount(amount, 2)} ${status}`)
await close()

/** One tick of a worker: what is due, a reading, and what the reading allows. */
async function moveOn(at: string, wagered: Record<string, string>): Promise<void> {
  now = new Date(at)
  const before = await advanceRaces(db, { clock })
  const rows = Object.entries(wagered).map(([uid, allTime]) => row(uid, allTime))
  const reading = { source: { id: 'casino', commissionRate: 0n }, asOf: now, rows, totalUsers: rows.length }
  await storeReading(db, { ...reading, startedAt: now, now }, { projections: [recordRaceTotals] })
  const after = await advanceRaces(db, { clock })
  console.log(`${at}: ${[...before, ...after].map(({ name }) => name).join(', ') || 'nothing was due'}`)
}

function row(uid: string, wagered: string): ReadingRow {
  return { uid, name: uid, allTime: parseAmount(wagered), month: null, week: null, today: null }
}
