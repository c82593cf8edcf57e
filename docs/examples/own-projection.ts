import { storeReading } from '@goated/ingest'
import { connect, formatAmount, migrate, parseAmount, type Projection } from '@goated/schema'

const { db, close } = await connect('memory://')
await migrate(db)
const now = new Date('2026-03-06T18:00:00Z')

// #region projection
/** Tells of everybody who has wagered a million. */
const welcomeWhales: Projection = async (_tx, { changes }) =>
  changes
    .filter(({ allTime }) => allTime >= parseAmount('1000000'))
    .map(({ uid, allTime }) => ({ name: 'whale.seen', payload: { uid, wagered: formatAmount(allTime) } }))
// #endregion projection

const result = await storeReading(
  db,
  {
    source: { id: 'casino', commissionRate: parseAmount('0.05') },
    asOf: now,
    rows: ['1200000', '99'].map((wagered, index) => ({
      uid: `u${index}`,
      name: `player ${index}`,
      allTime: parseAmount(wagered),
      month: null,
      week: null,
      today: null,
    })),
    totalUsers: 2,
    startedAt: now,
    now,
  },
  { projections: [welcomeWhales] },
)
for (const { id, name, payload } of result.events) console.log(id, name, JSON.stringify(payload))
await close()
