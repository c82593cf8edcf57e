import { createRace, createSeries } from '@goated/races'
import { type Script, startBrowser } from '@goated/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, type Site, startSite } from './site.ts'

let site: Site
let server: Script
let browser: Browser
let page: Page
const complaints: string[] = []
beforeAll(async () => {
  site = await startSite()
  await site.start('worker')
  server = await site.start('server')
  browser = await startBrowser()
  page = await browser.newPage()
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
})
afterAll(async () => {
  await browser.close()
  await site.stop()
})

const seriesOf = (periodSeconds: number) =>
  createSeries(site.connection.db, {
    title: 'Sprint',
    type: 'custom',
    periodSeconds,
    anchorStart: new Date(),
    prizePool: '100.00',
    prizeDistribution: [
      { from: 1, percent: '50' },
      { from: 2, percent: '30' },
      { from: 3, percent: '20' },
    ],
    source: { id: 'goated', class: 'cumulative' },
    graceSeconds: 60,
  })

function board(): Promise<string> {
  return page.$$eval('[data-testid=standing]', (rows) =>
    rows
      .map(
        (row) =>
          `${row.getAttribute('data-rank')} ${row.getAttribute('data-username')} ${row.getAttribute('data-total')}`,
      )
      .join('\n'),
  )
}

test('a visitor sees the ranks move', async () => {
  await seriesOf(25)
  await page.goto(site.url)
  await page.getByTestId('standing').first().waitFor({ timeout: 30_000 })
  await page.locator('[data-testid=connection][data-state=live]').waitFor()
  const before = await board()
  await eventually(async () => expect(await board()).not.toBe(before))
})

test('another race appears beside it, and is one click away', async () => {
  const startDate = new Date()
  const { race } = await createRace(site.connection.db, {
    title: 'Evening race',
    source: { id: 'goated', class: 'cumulative' },
    startDate,
    endDate: new Date(startDate.getTime() + 3_600_000),
    prizePool: '20.00',
    prizeDistribution: [{ from: 1, percent: '100' }],
  })
  const other = page.getByTestId('other-race').filter({ hasText: 'Evening race' })
  await other.getByRole('link').click()
  await page.waitForURL(new RegExp(`/races/${race.id}$`))
  await page.getByRole('heading', { level: 1, name: 'Evening race' }).waitFor()
  await page.goto(site.url)
})

test('the race ends in front of the visitor, and its result is verified in the archive', async () => {
  await page.getByTestId('race-finished').waitFor({ timeout: 60_000 })
  await page.goto(`${site.url}/archive`)
  const race = page.getByTestId('past-race').first()
  await race.waitFor()
  await eventually(async () => {
    await page.reload()
    await page.getByTestId('verified-mark').first().waitFor({ timeout: 3_000 })
  }, 60_000)
  await page.getByTestId('past-race').first().getByRole('link').first().click()
  await page.getByTestId('final-standing').first().waitFor()
  await page.getByTestId('verification').waitFor()
  const evidence = await page
    .getByTestId('verification')
    .getByRole('link', { name: /evidence/i })
    .getAttribute('href')
  const answer = await fetch(new URL(evidence ?? '', site.url))
  expect(await answer.json()).toMatchObject({
    title: 'Sprint',
    participants: expect.any(Array),
    chain: expect.any(String),
  })
})

test('the site says when its data is old, and when it is well again', async () => {
  await page.goto(site.url)
  await page.getByTestId('standing').first().waitFor()
  site.upstream.setFault('down')
  await page.getByTestId('stale-banner').waitFor({ timeout: 60_000 })
  expect(await page.getByTestId('stale-banner').textContent()).toMatch(/older than usual/)
  expect(await page.getByTestId('standing').count()).toBeGreaterThan(0)
  site.upstream.setFault(null)
  await page.getByTestId('stale-banner').waitFor({ state: 'detached', timeout: 60_000 })
})

test('the board stays while the server is away, and goes on when it is back', async () => {
  server.child.kill('SIGKILL')
  await server.ended
  await page.locator('[data-testid=connection][data-state=offline]').waitFor({ timeout: 30_000 })
  expect(await page.getByTestId('standing').count()).toBeGreaterThan(0)
  server = await site.start('server')
  await page.locator('[data-testid=connection][data-state=live]').waitFor({ timeout: 60_000 })
  const before = await board()
  await eventually(async () => expect(await board()).not.toBe(before))
})

test('nothing on the way broke the policy of the pages', () => {
  expect(complaints).toEqual([])
})
