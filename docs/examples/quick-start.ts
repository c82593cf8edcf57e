import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { goatedSource, runIngest } from '@goated/ingest'
import { createRace, loadStandings, recordRaceTotals } from '@goated/races'
import { connect, formatAmount, migrate } from '@goated/schema'

// A casino to ask, in place of a real one: everybody wagers between the first look and the second.
let wagered = { ann: 5200, bob: 310.5, cid: 0 }
const casino = createServer((_request, response) => {
  const data = Object.entries(wagered).map(([uid, amount]) => ({
    uid,
    name: uid,
    wagered: { today: 0, this_week: 0, this_month: 0, all_time: amount },
  }))
  wagered = { ann: 5225, bob: 400.75, cid: 40 }
  response.end(JSON.stringify({ data }))
})
await new Promise<void>((resolve) => casino.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(casino.address() as AddressInfo).port}/referral-leaderboard/CODE`

// #region race
const { db, close } = await connect('memory://')
await migrate(db)
const source = goatedSource({ url, token: 'secret' })
const takeReading = () => runIngest(db, { source }, { projections: [recordRaceTotals] })

await takeReading() // where everyone stands before the race
const { race } = await createRace(db, {
  title: 'Weekend race',
  source,
  startDate: new Date(),
  endDate: new Date(Date.now() + 48 * 3_600_000),
  prizePool: '1000.00',
  prizeDistribution: [
    { from: 1, percent: '70' },
    { from: 2, percent: '30' },
  ],
})
await takeReading() // from now on every 15 minutes
for (const { rank, username, amount, prize } of (await loadStandings(db, race.id)).entries)
  console.log(`${rank}. ${username} wagered ${formatAmount(amount)}, wins ${formatAmount(prize, 2)}`)
// #endregion race

await close()
casino.close()
