import { createRace } from '@goated/races'
import { wagerDecisions } from '@goated/schema/tables'
import { startBrowser } from '@goated/testkit'
import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkAccessibility } from './accessibility.ts'
import { ADMIN, eventually, type Site, startSite } from './site.ts'

let site: Site
let browser: Browser
let page: Page
let totp: TOTP
let longRace: number
beforeAll(async () => {
  site = await startSite()
  // Both begin before the first reading, so nobody's history is known and every entrant is flagged.
  longRace = await createRaceOf(3600)
  await createRaceOf(20)
  await site.start('worker')
  await site.start('server')
  browser = await startBrowser()
  // In a context of its own, as axe opens a page next to it.
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
})
afterAll(async () => {
  await browser.close()
  await site.stop()
})

async function createRaceOf(seconds: number): Promise<number> {
  const { race } = await createRace(site.connection.db, {
    title: `Race of ${seconds} seconds`,
    source: { id: 'goated', class: 'cumulative' },
    startDate: new Date(Date.now() - 60_000),
    endDate: new Date(Date.now() + seconds * 1000),
    prizePool: '90.00',
    prizeDistribution: [{ from: 1, to: 3, amount: '30.00' }],
    graceSeconds: 30,
  })
  return race.id
}

test('an admin sets up a second factor and signs in with it', async () => {
  await page.goto(`${site.url}/admin`)
  await page.getByLabel('Name or e-mail').fill(ADMIN.username)
  await page.getByLabel('Password').fill(ADMIN.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByTestId('totp-setup').waitFor()
  await page.getByRole('button', { name: /set up/i }).click()
  const secret = await page.getByTestId('totp-secret').textContent()
  totp = new TOTP({ secret: secret?.trim() ?? '' })
  await page.getByLabel('Code from your app').fill(totp.generate())
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByTestId('recovery-codes').waitFor()
  await page.getByLabel('I have stored them').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByTestId('admin-nav').first().waitFor()

  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await page.getByTestId('sign-in-form').waitFor()
  await page.getByLabel('Name or e-mail').fill(ADMIN.username)
  await page.getByLabel('Password').fill(ADMIN.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByTestId('totp-form').waitFor()
  // Each code is good once, so this is the next one, which counts half a minute early.
  await page.getByLabel('Code from your app').fill(totp.generate({ timestamp: Date.now() + 30_000 }))
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByTestId('admin-nav').first().waitFor()
})

test('a split of 103.5 % is explained at the field, and nothing is lost', async () => {
  await page.goto(`${site.url}/admin/races/new`)
  await page.getByLabel('Title').fill('Race of the desk')
  await page.getByLabel('Prize pool').fill('1000')
  await page.getByLabel('Row 3, percent each').fill('23.5')
  await eventually(async () =>
    expect(await page.getByTestId('prize-error').textContent()).toContain('The shares add up to 103.5 %'),
  )
  await page.getByRole('button', { name: 'Create the race' }).click()
  await eventually(async () => expect(await page.getByTestId('race-form').textContent()).toMatch(/not right yet/))
  expect(await page.getByLabel('Title').inputValue()).toBe('Race of the desk')
  await page.getByLabel('Row 3, percent each').fill('20')
  await eventually(async () => expect(await page.getByTestId('preview-total').textContent()).toContain('1,000'))
  await page.getByRole('button', { name: 'Create the race' }).click()
  await page.waitForURL(/\/admin\/races\/\d+$/)
  const created = Number(page.url().split('/').at(-1))
  const { items } = (await (await fetch(`${site.url}/api/races?status=upcoming`)).json()) as { items: object[] }
  expect(items).toMatchObject([{ id: created, title: 'Race of the desk', prizePool: '1000.00' }])
})

test('a flagged entrant is decided about', async () => {
  await page.goto(`${site.url}/admin/races/${longRace}?flagged=true`)
  const row = page.getByTestId('entrant-row').first()
  await row.waitFor({ timeout: 30_000 })
  await row.getByRole('link').first().click()
  const form = page.getByTestId('decide-form')
  await form.waitFor()
  await form.getByRole('radio').first().check()
  await form.getByLabel('Reason').fill('Checked with the casino')
  await form.getByRole('button', { name: 'Decide' }).click()
  await form.waitFor({ state: 'detached' })
  const recorded = await site.connection.db.select().from(wagerDecisions)
  expect(recorded).toMatchObject([{ raceId: longRace, kind: 'confirm', reason: 'Checked with the casino' }])
})

test('a payout is marked as paid, and all of it is in the audit log', async () => {
  await page.goto(`${site.url}/admin/payouts`)
  await eventually(async () => {
    await page.reload()
    await page.getByTestId('payout-row').first().waitFor({ timeout: 3_000 })
  }, 150_000)
  await page
    .getByRole('button', { name: /^Mark paid/ })
    .first()
    .click()
  await page.getByTestId('settle-form').getByLabel('Reference').fill('tx 4711')
  await page.getByRole('button', { name: 'Record as paid' }).click()
  await page.getByText('tx 4711').first().waitFor()
  await page
    .getByRole('button', { name: /^Correct/ })
    .first()
    .click()
  await page.getByLabel('What was wrong').fill('Sent to somebody else')
  await page.getByRole('button', { name: 'Correct', exact: true }).click()
  await page.getByText('Sent to somebody else').first().waitFor()

  await page.goto(`${site.url}/admin/audit`)
  await page.getByTestId('audit-row').first().waitFor()
  const text = (await page.getByTestId('audit-row').allTextContents()).join('\n')
  for (const action of ['race.create', 'entrant.decide', 'payout.paid', 'payout.corrected', 'totp.enrol'])
    expect(text).toContain(action)
})

test.each([
  '/admin/races',
  '/admin/races/new',
  '/admin/races/1',
  '/admin/series',
  '/admin/payouts',
  '/admin/ingest',
  '/admin/quarantine',
  '/admin/people',
  '/admin/tokens',
  '/admin/audit',
  '/admin/account',
])('%s is accessible', (path) => checkAccessibility(page, site.url + path))

test.each([
  '/',
  '/races/1',
  '/races/2',
  '/leaderboards/daily',
  '/archive',
  '/archive/1',
  '/embed',
  '/overlay',
  '/nowhere',
  '/api/docs',
])('%s is accessible', (path) => checkAccessibility(page, site.url + path))

test('a player’s page is accessible', async () => {
  const { items } = (await (await fetch(`${site.url}/api/leaderboards/all_time?limit=1`)).json()) as {
    items: { username: string }[]
  }
  await checkAccessibility(page, `${site.url}/players/${encodeURIComponent(items[0]?.username ?? '')}`)
})
