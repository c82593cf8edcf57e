import { createAccountCache, storeReading, type StoreReadingInput } from '@goated/ingest'
import { advanceRaces, createSeries, DEFAULT_CALENDAR, recordLeaderboards, recordRaceTotals } from '@goated/races'
import { parseAmount, type TransactionalDb } from '@goated/schema'

/** Something that is killed half-way and then done again. */
export interface Scenario {
  name: string
  /** Brings an empty database to where the scenario begins. */
  prepare(db: TransactionalDb): Promise<void>
  /** As a process that knows nothing from before would do it. */
  run(db: TransactionalDb): Promise<void>
}

const start = Date.parse('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start + minutes * 60_000)
const clockAt = (minutes: number) => ({ now: () => at(minutes) })
const projections = [recordRaceTotals, recordLeaderboards(DEFAULT_CALENDAR)]

/** Twenty players, some of whom are new, missing, renamed or unchanged, depending on the reading. */
function reading(minutes: number, round: number): StoreReadingInput {
  const rows = Array.from({ length: 20 }, (_, player) => {
    const bets = player % 4 === 3 ? 0 : round * (player + 1)
    const allTime = parseAmount(String(1000 + bets))
    const name = player === 5 && round > 2 ? 'renamed' : `player${player}`
    return { uid: `uid-${player}`, name, allTime, month: allTime / 2n, week: allTime / 4n, today: allTime / 8n }
  }).filter((_, player) => (player !== 7 || round < 3) && (player < 18 || round > 2))
  const when = at(minutes)
  const source = { id: 'casino', commissionRate: parseAmount('0.01') }
  return { source, asOf: when, startedAt: when, now: when, totalUsers: null, rows }
}

async function store(db: TransactionalDb, minutes: number, round: number): Promise<void> {
  await storeReading(db, reading(minutes, round), { projections, cache: createAccountCache() })
}

async function prepareRace(db: TransactionalDb): Promise<void> {
  await createSeries(
    db,
    {
      title: 'Sprint',
      type: 'custom',
      periodSeconds: 3600,
      anchorStart: at(0),
      prizePool: '1000.01',
      prizeDistribution: [
        { from: 1, percent: '50' },
        { from: 2, to: 6, percent: '10' },
      ],
      source: { id: 'casino', class: 'cumulative' },
    },
    { clock: clockAt(-60) },
  )
  await store(db, -5, 1)
  await advanceRaces(db, { clock: clockAt(0) })
  await store(db, 15, 2)
}

/** A reading that brings new players, lacks one and renames another, into totals, ranks and leaderboards. */
export const tick: Scenario = {
  name: 'a tick',
  prepare: prepareRace,
  run: (db) => store(db, 30, 3),
}

/** A race that is due, from live to archived, with the next one of its series. */
export const completion: Scenario = {
  name: 'the completion of a race',
  async prepare(db) {
    await prepareRace(db)
    await store(db, 30, 3)
    await store(db, 61, 4)
  },
  async run(db) {
    await advanceRaces(db, { clock: clockAt(62) })
  },
}
