// Two ticks in a process that does nothing else, for its peak memory: node tick-child.ts DATABASE UPSTREAM AS-OF
import { createAccountCache, goatedSource, type IngestResult, runIngest } from '@goated/ingest'
import { recordRaceTotals } from '@goated/races'
import { connect } from '@goated/schema'
import type { ChildReport } from './memory.ts'

const [database = '', upstream = '', first = ''] = process.argv.slice(2)
const { db, close } = await connect(database, { queryTimeoutMs: 0 })
const source = goatedSource({ url: upstream })
const cache = createAccountCache()
let asOf = new Date(first)

async function tick(): Promise<{ took: number; result: IngestResult }> {
  const started = performance.now()
  const result = await runIngest(
    db,
    { source },
    {
      clock: { now: () => asOf },
      projections: [recordRaceTotals],
      cache,
      http: { bodyBytesMax: 2 ** 30 },
    },
  )
  asOf = new Date(asOf.getTime() + 900_000)
  return { took: performance.now() - started, result }
}

const cold = await tick()
const warm = await tick()
await close()
const report: ChildReport = {
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  coldMs: cold.took,
  warmMs: warm.took,
  changed: warm.result.outcome === 'ok' ? warm.result.changed : -1,
}
console.log(JSON.stringify(report))
