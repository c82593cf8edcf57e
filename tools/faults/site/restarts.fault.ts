import { checkRaces, createSeries, listHistoricalRaces, verifyRace } from '@goated/races'
import type { Script } from '@goated/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, type Site, startSite } from '../../site/site.ts'

let site: Site
let server: Script
let worker: Script
beforeAll(async () => {
  site = await startSite()
  worker = await site.start('worker')
  server = await site.start('server')
}, 120_000)
afterAll(() => site.stop())

const get = (path: string) => fetch(site.url + path, { signal: AbortSignal.timeout(5_000) })

async function ready(): Promise<void> {
  await eventually(async () => expect((await get('/health/ready')).status).toBe(200))
}

/** Waits until the board shows a reading that is newer than it was. */
async function boardMoves(): Promise<void> {
  const read = async () => ((await (await get('/api/leaderboards/all_time')).json()) as { updatedAt: string }).updatedAt
  const before = await eventually(read)
  await eventually(async () => expect(await read()).not.toBe(before))
}

async function restartOf(which: 'server' | 'worker', signal: NodeJS.Signals): Promise<void> {
  const running = which === 'server' ? server : worker
  running.child.kill(signal)
  const { code } = await running.ended
  if (signal === 'SIGTERM') expect(code).toBe(0)
  const started = await site.start(which)
  if (which === 'server') server = started
  else worker = started
}

test('server, worker and database die and come back in any order, and every race is right', async () => {
  await boardMoves()
  await createSeries(site.connection.db, {
    title: 'Restart race',
    type: 'custom',
    periodSeconds: 10,
    anchorStart: new Date(),
    prizePool: '100.00',
    prizeDistribution: [
      { from: 1, percent: '60' },
      { from: 2, to: 3, percent: '20' },
    ],
    source: { id: 'goated', class: 'cumulative' },
    graceSeconds: 60,
  })
  const orders: [which: 'server' | 'worker', signal: NodeJS.Signals][] = [
    ['worker', 'SIGKILL'],
    ['server', 'SIGKILL'],
    ['server', 'SIGTERM'],
    ['worker', 'SIGTERM'],
  ]
  for (const [which, signal] of orders) {
    await restartOf(which, signal)
    await ready()
    await boardMoves()
  }

  // Without a database, the site shows what it has and says that it cannot do more.
  await site.postgres.kill()
  const during = await get('/api/leaderboards/all_time')
  expect(during.status).toBe(200)
  expect(((await during.json()) as { items: unknown[] }).items.length).toBeGreaterThan(10)
  await eventually(async () => expect((await get('/health/ready')).status).toBe(503))
  // What is not in memory cannot be answered, and that is no fault of the server.
  expect((await get('/api/races?limit=1&offset=7')).status).toBe(503)
  await site.postgres.restart()
  await ready()
  await boardMoves()

  // Both at once, as when the machine is switched off.
  server.child.kill('SIGKILL')
  worker.child.kill('SIGKILL')
  await site.postgres.kill()
  await Promise.all([server.ended, worker.ended])
  await site.postgres.restart()
  worker = await site.start('worker')
  server = await site.start('server')
  await ready()
  await boardMoves()

  const { db } = site.connection
  const archived = await eventually(async () => {
    const { items } = await listHistoricalRaces(db, { limit: 50, offset: 0 })
    expect(items.length).toBeGreaterThan(3)
    return items
  }, 60_000)
  for (const { raceId } of archived) expect((await verifyRace(db, raceId)).differences).toEqual([])
  const audit = await checkRaces(db)
  expect(audit.violations).toEqual([])
})
