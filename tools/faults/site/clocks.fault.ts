import { checkRaces, createSeries, listHistoricalRaces, stopSeries, verifyRace } from '@goated/races'
import { queryRows } from '@goated/schema/internal'
import { runScript, type Script } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, type Site, startSite } from '../../site/site.ts'
import { wrongClock } from './wrong-clock.ts'

const intervalMs = 1_000
const besideMs = 60_000

let site: Site
beforeAll(async () => {
  site = await startSite({ interval: `${intervalMs}ms`, environment: { WORKER_METRICS_PORT: '0' } })
}, 120_000)
afterAll(() => site.stop())

async function startWorker(environment: Record<string, string> = {}) {
  const script = await site.start('worker', environment)
  const { metricsPort } = JSON.parse(await script.waitFor('worker started')) as { metricsPort: number }
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${metricsPort}${path}`)
    return { status: response.status, text: await response.text() }
  }
  const metric = async (name: string) => {
    const found = new RegExp(`^${name} (\\S+)$`, 'm').exec((await ask('/metrics')).text)?.[1]
    return found === undefined ? undefined : Number.parseFloat(found)
  }
  return { ...script, ask, metric }
}

async function end({ child, ended }: Script): Promise<string> {
  child.kill('SIGTERM')
  const { code, stdout } = await ended
  expect(code).toBe(0)
  return stdout
}

/** The longest that the site was without a tick since a moment, in milliseconds, by the database's clock. */
async function longestGapMs(since: string): Promise<number> {
  const [row] = await queryRows<{ ms: number }>(
    site.connection.db,
    sql`
    select (extract(epoch from max(next - at)) * 1000)::int as ms from (
      select started_at as at, lead(started_at, 1, clock_timestamp()) over (order by started_at) as next
      from goated.ingest_runs where started_at >= ${since}::timestamptz
    ) as ticks`,
  )
  return row?.ms ?? Infinity
}

test.each([
  ['+2h', 7200],
  ['-2h', -7200],
])('a worker whose clock is %s off does nothing beside one whose clock is right', async (offset, seconds) => {
  const { db } = site.connection
  const wrong = await startWorker(wrongClock(offset))
  await wrong.waitFor('CLOCK_OFF')
  expect(await wrong.metric('goated_lease_held')).toBe(0)
  const right = await startWorker()
  await eventually(async () => expect(await right.metric('goated_lease_held')).toBe(1))
  const { series } = await createSeries(db, {
    title: `Race at ${offset}`,
    type: 'custom',
    periodSeconds: 10,
    anchorStart: new Date(),
    prizePool: '100.00',
    prizeDistribution: [{ from: 1, percent: '100' }],
    source: { id: 'goated', class: 'cumulative' },
    // What is completed early because grace is over shows.
    graceSeconds: 3_600,
  })
  const since = new Date().toISOString()
  for (const until = Date.now() + besideMs; Date.now() < until;) {
    expect(await wrong.metric('goated_lease_held')).toBe(0)
    expect(await wrong.metric('goated_clock_offset_seconds')).toBeCloseTo(seconds, -1)
    expect(await right.metric('goated_clock_offset_seconds')).toBeCloseTo(0, 0)
    expect((await checkRaces(db, { totals: false })).violations).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 2_000))
  }
  // Two intervals, and what a busy machine adds.
  expect(await longestGapMs(since)).toBeLessThan(2 * intervalMs + 1_500)
  expect(await right.metric('goated_tick_overdue')).toBe(0)
  expect(await right.metric('goated_reading_age_seconds')).toBeGreaterThanOrEqual(0)
  const ready = await wrong.ask('/health/ready')
  expect(ready).toMatchObject({ status: 503, text: expect.stringContaining(seconds > 0 ? 'ahead of' : 'behind') })
  expect((await right.ask('/health/ready')).status).toBe(200)

  const once = await runScript(new URL('../../../packages/cli/src/main.ts', import.meta.url), ['worker', '--once'], {
    DATABASE_URL: site.databaseUrl,
    UPSTREAM_URL: site.upstream.url,
    ...wrongClock(offset),
  })
  expect(once).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('clock is 7') })

  const said = await end(wrong)
  expect(said.split('\n').filter((line) => line.includes('CLOCK_OFF'))).toHaveLength(1)
  expect(await end(right)).not.toContain('CLOCK_OFF')
  const { items } = await listHistoricalRaces(db, { limit: 50, offset: 0 })
  expect(items.length).toBeGreaterThan(3)
  for (const { raceId } of items) expect((await verifyRace(db, raceId)).differences).toEqual([])
  const [early] = await queryRows<{ count: number }>(
    db,
    sql`select count(*)::int as count from goated.wager_races where completed_at < end_date or completed_at > clock_timestamp()`,
  )
  expect(early?.count).toBe(0)
  expect((await checkRaces(db)).violations).toEqual([])
  await stopSeries(db, { seriesId: series.id })
})
