import {
  allocatePrizes,
  aroundOnBoard,
  compareStandings,
  createBoard,
  DEFAULT_CALENDAR,
  findOnBoard,
  placesOf,
  raceTotal,
  type Sample,
  searchBoard,
} from '@goated/races'
import { formatAmount, parseAmount } from '@goated/schema'

// #region totals
const start = Date.parse('2026-03-06T18:00:00Z')
const hour = 3_600_000
const window = { start, end: start + 48 * hour }

// What each reading showed: its time in hours from the start, and everybody's all-time counter.
const readings = [
  { hours: 0, counters: { ann: '5200', annika: '75', bob: '310.5', cid: '12' } },
  { hours: 10, counters: { ann: '5225', annika: '75', bob: '400.75', cid: '52' } },
  { hours: 20, counters: { ann: '5240', annika: '75.5', bob: '400.75', cid: '92' } },
]
const samplesOf = (name: 'ann' | 'annika' | 'bob' | 'cid') =>
  readings.map(({ hours, counters }): Sample => ({
    at: start + hours * hour,
    complete: true,
    counters: { allTime: parseAmount(counters[name]), month: null, week: null, today: null },
  }))

const standings = (['ann', 'annika', 'bob', 'cid'] as const)
  .map((name, index) => {
    const { total, reachedAt } = raceTotal(samplesOf(name), window, DEFAULT_CALENDAR)
    return { userId: index + 1, uid: name, total, reachedAt }
  })
  .sort(compareStandings)
// #endregion totals

// #region prizes
const allocations = allocatePrizes({
  pool: parseAmount('1000', { decimals: 2 }),
  distribution: [
    { from: 1, percent: '70' },
    { from: 2, percent: '30' },
  ],
  standings: standings.filter(({ total }) => total > 0n),
})
const prizes = new Map(allocations.map(({ standing, amount }) => [standing.uid, amount]))
// #endregion prizes

// #region board
// Whoever is level shares a rank.
const ranks = placesOf(standings, 'split')
const board = createBoard(
  standings.map(({ userId, uid, total }, index) => ({
    userId,
    username: uid,
    rank: ranks[index] ?? index + 1,
    position: index + 1,
    previousRank: null,
    amount: total,
  })),
  { version: 1, asOf: new Date(start + 20 * hour) },
)
for (const { rank, username, amount } of board.entries)
  console.log(`${rank}. ${username} ${formatAmount(amount)}, wins ${formatAmount(prizes.get(username) ?? 0n, 2)}`)
console.log('all together', formatAmount(board.sum))
console.log('Bob is', findOnBoard(board, 'Bob')?.rank)
console.log(
  'around cid:',
  aroundOnBoard(board, 'cid', 1)
    .map(({ username }) => username)
    .join(', '),
)
console.log(
  'ann...:',
  searchBoard(board, 'ann', 10)
    .map(({ username }) => username)
    .join(', '),
)
// #endregion board
