import { sessions } from '@goated/schema/tables'
import { startBrowser } from '@goated/testkit'
import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMIN, eventually, type Site, startSite } from './site.ts'

let site: Site
let browser: Browser
let page: Page
let recoveryCodes: string[]
beforeAll(async () => {
  site = await startSite()
  await site.start('server')
  browser = await startBrowser()
  page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
})
afterAll(async () => {
  await browser.close()
  await site.stop()
})

async function signIn(on: Page): Promise<void> {
  await on.goto(`${site.url}/admin`)
  await on.getByLabel('Name or e-mail').fill(ADMIN.username)
  await on.getByLabel('Password').fill(ADMIN.password)
  await on.getByRole('button', { name: 'Sign in' }).click()
}

/** As if everybody had signed in a quarter of an hour ago. */
async function letProofsAge(): Promise<void> {
  const at = new Date(Date.now() - 15 * 60_000)
  // Not before the second factor itself: that would be a session which never showed it.
  await site.connection.db.update(sessions).set({ passwordShownAt: at })
  await site.connection.db.execute(`update goated.totp_credentials set confirmed_at = confirmed_at - interval '1 hour'`)
  await site.connection.db.update(sessions).set({ factorShownAt: at })
}

async function storeCodes(): Promise<string[]> {
  const shown = page.getByTestId('recovery-codes')
  await shown.waitFor()
  const codes = await shown.getByRole('listitem').allTextContents()
  await page.getByLabel('I have stored them').check()
  await page.getByRole('button', { name: 'Continue' }).click()
  return codes
}

test('setting up the second factor late asks for the password again, and goes on by itself', async () => {
  await signIn(page)
  await page.getByTestId('totp-setup').waitFor()
  await letProofsAge()
  await page.getByRole('button', { name: /set up/i }).click()
  const form = page.getByTestId('step-up-form')
  await form.waitFor()
  await eventually(async () => expect(await form.getByLabel('Password').evaluate(isFocused)).toBe(true))
  await form.getByLabel('Password').fill('wrong')
  await form.getByRole('button', { name: 'Confirm' }).click()
  await form.getByRole('alert').waitFor()
  await form.getByLabel('Password').fill(ADMIN.password)
  await form.getByRole('button', { name: 'Confirm' }).click()
  const secret = await page.getByTestId('totp-secret').textContent()
  await page.getByLabel('Code from your app').fill(new TOTP({ secret: secret?.trim() ?? '' }).generate())
  await page.getByRole('button', { name: 'Confirm' }).click()
  recoveryCodes = await storeCodes()
  expect(recoveryCodes).toHaveLength(10)
  await page.locator('#desk-main').waitFor()
})

test('new recovery codes want the second factor again, and those before are void', async () => {
  await letProofsAge()
  await page.goto(`${site.url}/admin/account`)
  const renew = page.getByRole('button', { name: 'New recovery codes' })
  await renew.click()
  const form = page.getByTestId('step-up-form')
  await form.getByRole('button', { name: 'Not now' }).click()
  await page.getByText('because you did not confirm that it is you').waitFor()
  await eventually(async () => expect(await renew.evaluate(isFocused)).toBe(true))
  await renew.click()
  await form.getByRole('button', { name: /recovery code/ }).click()
  await form.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '')
  await form.getByRole('button', { name: 'Confirm' }).click()
  const renewed = await storeCodes()
  expect(renewed.filter((code) => recoveryCodes.includes(code))).toEqual([])
  recoveryCodes = renewed
})

test('other sessions are listed and signed out', async () => {
  const elsewhere = await (await browser.newContext()).newPage()
  await signIn(elsewhere)
  await elsewhere.getByTestId('totp-form').waitFor()
  await elsewhere.getByRole('button', { name: /recovery code/ }).click()
  await elsewhere.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '')
  await elsewhere.getByRole('button', { name: 'Continue' }).click()
  await elsewhere.getByTestId('admin-nav').first().waitFor()

  await page.reload()
  const rows = page.getByTestId('session-row')
  await eventually(async () => expect(await rows.count()).toBe(2))
  expect(await rows.filter({ hasText: 'This one' }).count()).toBe(1)
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await page.getByText('One other session was signed out.').waitFor()
  await eventually(async () => expect(await rows.count()).toBe(1))
  await elsewhere.reload()
  await elsewhere.getByTestId('sign-in-form').waitFor()
})

function isFocused(element: unknown): boolean {
  return element === (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement
}
