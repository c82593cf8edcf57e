import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Script, startBrowser, startScript } from '@goated/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

let browser: Browser
let directory: string
let demo: Script | undefined
beforeAll(async () => {
  browser = await startBrowser()
  directory = await mkdtemp(join(tmpdir(), 'goated-demo-'))
})
afterEach(async () => {
  demo?.child.kill('SIGKILL')
  await demo?.ended
})
afterAll(async () => {
  await browser.close()
  await rm(directory, { recursive: true, force: true })
})

async function startDemo(raceSeconds: number): Promise<string> {
  demo = startScript(main, [], {
    DATABASE_URL: `pglite://${directory}/database`,
    PORT: '0',
    TICK_SECONDS: '1',
    RACE_SECONDS: String(raceSeconds),
  })
  const text = await demo.waitFor('Live board')
  const url = /Live board\s+(\S+)/.exec(text)?.[1]
  if (!url) throw new Error(`The demo did not say where it is:\n${text}`)
  return url
}

/** What the board shows: every row's player and total. */
function readBoard(page: Page): Promise<Record<string, string>> {
  return page.$$eval('[data-testid=standing]', (rows) =>
    Object.fromEntries(rows.map((row) => [row.getAttribute('data-username'), row.getAttribute('data-total')])),
  )
}

async function getJson(url: string): Promise<any> {
  const answer = await fetch(url)
  expect(answer.status, url).toBe(200)
  return answer.json()
}

function cents(amount: string): bigint {
  return BigInt(amount.replace('.', ''))
}

test('a visitor sees rows move, the race end and the next one begin', async () => {
  const url = await startDemo(20)
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  let loads = 0
  page.on('load', () => loads++)
  await page.goto(url)
  await page.waitForSelector('[data-testid=standing]')
  await page.waitForSelector('[data-testid=podium]')
  expect(await page.getAttribute('[data-testid=race-hero] [data-testid=race-status]', 'data-status')).toBe('live')
  await page.waitForSelector('[data-testid=connection][data-state=live]')
  const before = await readBoard(page)
  await expect.poll(() => readBoard(page), { timeout: 30_000 }).not.toEqual(before)

  await page.waitForSelector('[data-testid=race-finished]', { timeout: 45_000 })
  const { items: archived } = await getJson(`${url}/api/historical-races`)
  expect(archived.length).toBeGreaterThanOrEqual(1)
  const first = archived.at(-1)
  const { participants } = await getJson(`${url}/api/historical-races/${first.id}?limit=200`)
  const prizes = participants.items.map(({ prize }: { prize: string }) => cents(prize))
  expect(prizes.reduce((sum: bigint, prize: bigint) => sum + prize, 0n)).toBe(cents(first.prizePool))
  const { items: races } = await getJson(`${url}/api/races`)
  expect(races.filter(({ status }: { status: string }) => status === 'live')).toHaveLength(1)
  await page.waitForSelector('[data-testid=race-hero] [data-testid=race-status][data-status=live]', { timeout: 30_000 })
  expect(loads).toBe(1)
  expect(errors).toEqual([])
})

test('kill -9 loses nothing that was acknowledged', async () => {
  const url = await startDemo(600)
  const read = async (at: string) => {
    const race = await getJson(`${at}/api/races/current`)
    const standings = await getJson(`${at}/api/races/${race.id}/standings?limit=200`)
    return { race, standings }
  }
  // The last of the short races before may still be the current one, and be archived at any moment.
  const { race, standings } = await vi.waitFor(
    async () => {
      const { race, standings } = await read(url)
      expect(Date.parse(race.endDate) - Date.parse(race.startDate)).toBe(600_000)
      expect(standings.version).toBeGreaterThan(3)
      return { race, standings }
    },
    { timeout: 60_000, interval: 200 },
  )
  const { items: archived } = await getJson(`${url}/api/historical-races`)
  demo?.child.kill('SIGKILL')
  await demo?.ended

  const again = await startDemo(600)
  const after = await read(again)
  expect(after.race.id).toBe(race.id)
  expect(after.standings.version).toBeGreaterThanOrEqual(standings.version)
  const totals = new Map<string, string>(after.standings.items.map((row: any) => [row.username, row.total]))
  for (const { username, total } of standings.items) {
    const found = totals.get(username)
    if (found !== undefined) expect(BigInt(found.replace('.', '')) >= BigInt(total.replace('.', ''))).toBe(true)
  }
  expect(archived.length).toBeGreaterThanOrEqual(1)
  const { items: archivedAfter } = await getJson(`${again}/api/historical-races?limit=200`)
  expect(archivedAfter).toEqual(expect.arrayContaining(archived))
})
