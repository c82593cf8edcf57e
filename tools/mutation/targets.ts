/** What is mutated, and which tests should notice. */
export interface Target {
  /** As in `npm run test:mutation -- prizes`. */
  name: string
  /** Source files, from the root of the repository. */
  files: readonly string[]
  /** Test files. A `*.db.test.ts` runs on PGlite. */
  tests: readonly string[]
}

// The only place that knows where files lie: whoever moves one mends it here.
export const amount = 'packages/schema/src/amount'
export const prizes = 'packages/races/src/prizes'
export const total = 'packages/races/src/total'
export const calendar = 'packages/races/src/race/calendar'
export const race = 'packages/races/src/race'
export const lifecycle = 'packages/races/src/lifecycle'
export const standings = 'packages/races/src/standings'
export const standingOrder = 'packages/races/src/race/standing-order'
export const store = 'packages/ingest/src/store'
export const reading = 'packages/ingest/src/reading'
export const json = 'packages/ingest/src/json'
export const source = 'packages/ingest/src/source'
export const admission = 'packages/ingest/src/admission'
export const credentials = 'packages/accounts/src/credentials'
export const limits = 'examples/server/src/limits'
export const addHits = 'packages/accounts/src/limits/add-hits'

export const TARGETS: readonly Target[] = [
  { name: 'amount', files: [`${amount}.ts`], tests: [`${amount}.test.ts`] },
  {
    name: 'prizes',
    files: [`${prizes}/allocation.ts`, `${prizes}/distribution.ts`, `${prizes}/preview-prizes.ts`],
    tests: [`${prizes}/allocation.test.ts`, `${prizes}/distribution.test.ts`, `${prizes}/preview-prizes.test.ts`],
  },
  {
    name: 'total',
    files: [
      `${total}/fold.ts`,
      `${total}/fold-json.ts`,
      `${total}/race-total.ts`,
      `${total}/sample.ts`,
      `${total}/progression.ts`,
    ],
    tests: [`${total}/race-total.test.ts`, `${total}/fold.test.ts`, `${total}/progression.test.ts`],
  },
  {
    name: 'windows',
    files: [`${calendar}.ts`, `${race}/series-window.ts`, `${lifecycle}/check-window.ts`],
    tests: [`${calendar}.test.ts`, `${race}/series-window.test.ts`, `${lifecycle}/check-window.test.ts`],
  },
  {
    name: 'standings',
    files: [
      `${standingOrder}.ts`,
      `${standings}/rank-entrants.ts`,
      `${standings}/publish-standings.ts`,
      `${standings}/prize-contenders.ts`,
      `${standings}/load-standings.ts`,
      `${standings}/settling-reading.ts`,
    ],
    tests: [
      `${standingOrder}.test.ts`,
      `${standingOrder}.db.test.ts`,
      `${standings}/ranking.db.test.ts`,
      `${standings}/load-standings.db.test.ts`,
      `${standings}/settling-reading.db.test.ts`,
    ],
  },
  {
    name: 'judge',
    files: [`${reading}/judge.ts`, `${store}/diff.ts`, `${store}/late-reading.ts`],
    tests: [`${reading}/judge.test.ts`, `${store}/diff.test.ts`, `${store}/late-reading.db.test.ts`],
  },
  {
    name: 'source',
    files: [`${json}/body-shape.ts`, `${json}/find-list.ts`, `${source}/fields.ts`],
    tests: [`${json}/body-shape.test.ts`, `${json}/find-list.test.ts`, `${source}/fields.test.ts`],
  },
  {
    name: 'error-body',
    files: [`${json}/error-body.ts`],
    tests: [`${json}/refuse-error-body.test.ts`],
  },
  {
    name: 'admission',
    files: [`${admission}/admit-fetch.ts`, `${admission}/circuit.ts`],
    tests: [`${admission}/circuit.test.ts`, `${admission}/admit-fetch.db.test.ts`],
  },
  {
    name: 'attempts',
    files: [`${credentials}/attempts.ts`, `${credentials}/address-counter.ts`, `${credentials}/network-of.ts`],
    tests: [`${credentials}/network-of.test.ts`, `${credentials}/attempt-limits.db.test.ts`],
  },
  {
    name: 'limits',
    files: [`${limits}/rate-limit.ts`, `${limits}/shared-counters.ts`, `${limits}/connections.ts`, `${addHits}.ts`],
    tests: [
      `${addHits}.db.test.ts`,
      `${limits}/rate-limit.test.ts`,
      `${limits}/shared-counters.db.test.ts`,
      `${limits}/connections.test.ts`,
    ],
  },
]
