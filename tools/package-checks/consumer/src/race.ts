import { storeReading, type ReadingRow } from '@goated/ingest'
import { createRace, loadStandings, recordRaceTotals, type Standing } from '@goated/races'
import { checkSchema, connect, formatAmount, isGoatedError, migrate, parseAmount } from '@goated/schema'
// A user's first hour: a database, a race, a reading, the standings.
import { migrationPlans } from '@goated/schema/internal'
import { users } from '@goated/schema/tables'

const connection = await connect('memory://')
const { db } = connection

const first = await migrate(db)
const again = await migrate(db)
if (first.applied.length !== migrationPlans().length) throw new Error('migrate() and migrationPlans() disagree')
if (again.applied.length !== 0) throw new Error('migrate() applied something twice')
const { ok } = await checkSchema(db)
if (!ok) throw new Error('migrate() made another schema than the tables say')

const source = { id: 'demo', class: 'cumulative', commissionRate: parseAmount('0.05') } as const
const start = new Date('2026-01-05T00:00:00Z')
const { race } = await createRace(
  db,
  {
    title: 'First race',
    source,
    startDate: start,
    endDate: new Date('2026-01-12T00:00:00Z'),
    prizePool: '1000.00',
    prizeDistribution: [
      { from: 1, percent: '70' },
      { from: 2, percent: '30' },
    ],
  },
  { clock: { now: () => new Date('2026-01-04T00:00:00Z') } },
)

const player = (uid: string, wagered: string): ReadingRow => {
  const allTime = parseAmount(wagered)
  return { uid, name: uid, allTime, month: allTime, week: allTime, today: allTime }
}
const read = async (minutes: number, rows: ReadingRow[]) => {
  const asOf = new Date(start.getTime() + minutes * 60_000)
  const input = { source, asOf, rows, totalUsers: rows.length, startedAt: asOf, now: asOf }
  const result = await storeReading(db, input, { projections: [recordRaceTotals] })
  if (result.outcome !== 'ok') throw new Error(result.reason)
}
await read(0, [player('ace', '0'), player('bee', '0')])
await read(15, [player('ace', '250'), player('bee', '100.5')])

const board = await loadStandings(db, race.id)
for (const { rank, username, amount, prize } of board.entries satisfies readonly Standing[])
  console.log(`${rank}. ${username} ${formatAmount(amount)} wagered, ${formatAmount(prize, 2)} won`)

const missing = await loadStandings(db, race.id + 1).catch((error: unknown) => error)
if (!isGoatedError(missing, 'RACE_NOT_FOUND')) throw new Error('an error did not keep its code')

const rows = await db.select({ id: users.id, name: users.username }).from(users)
const names: string[] = rows.map(({ name }) => name)
if (names.length !== 2) throw new Error('two users were to come of two players')

await connection.close()
