// Takes pictures of every page from a demo of its own, on a database in memory:
//   npm run pictures                  the README's pictures, into docs/images
//   npm run pictures -- --out DIR     every page as well, on a phone and on a desktop, dark and light, into DIR
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startBrowser } from '@goated/testkit'
import type { BrowserContext } from 'playwright-core'
import { DEMO_ADMIN } from '../../examples/demo/src/demo.ts'
import { deskPages, type PicturedPage, publicPages } from './pages.ts'
import { type Shown, startPictureDemo } from './picture-demo.ts'

const images = fileURLToPath(new URL('../../docs/images/', import.meta.url))

/** Two screens high, to see more of a page than its top. */
const sizes = [
  { size: 'desktop', width: 1280, height: 1800 },
  { size: 'phone', width: 390, height: 1688 },
]
const themes = ['dark', 'light'] as const

const readmePictures = [
  { file: join(images, 'board.png'), width: 1280, height: 1080 },
  { file: join(images, 'board-phone.png'), width: 390, height: 844 },
]

type Look = { width: number; height: number; theme: (typeof themes)[number] }

const { values } = parseArgs({ options: { out: { type: 'string' } } })
const demo = await startPictureDemo()
const browser = await startBrowser()
try {
  const [visitor, admin] = [await browser.newContext(), await browser.newContext()]
  const shown = await demo.prepare(await signIn(admin))
  const [board] = publicPages as [PicturedPage]
  for (const { file, ...size } of readmePictures)
    await takePicture(visitor, board, { shown, file, look: { ...size, theme: 'light' } })
  if (values.out !== undefined) {
    const folder = resolve(values.out)
    await mkdir(folder, { recursive: true })
    await takeEachPage(admin, deskPages, { shown, folder })
    await takeEachPage(visitor, publicPages, { shown, folder })
  }
} finally {
  await browser.close()
  await demo.close()
}

/** Signs in to the desk, as its form does, and returns what shows that. */
async function signIn(context: BrowserContext): Promise<Record<string, string>> {
  const page = await context.newPage()
  await page.goto(`${demo.url}/admin`)
  await page.getByLabel('Name or e-mail').fill(DEMO_ADMIN.username)
  await page.getByLabel('Password').fill(DEMO_ADMIN.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  // A second factor is offered, and a demo does without.
  await page.getByTestId('totp-setup').or(page.getByTestId('admin-nav')).first().waitFor()
  await page.close()
  const cookies = await context.cookies()
  return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
}

async function takeEachPage(
  context: BrowserContext,
  pages: readonly PicturedPage[],
  { shown, folder }: { shown: Shown; folder: string },
): Promise<void> {
  for (const page of pages)
    for (const { size, width, height } of sizes)
      for (const theme of themes) {
        const file = join(folder, `${page.name}-${size}-${theme}.png`)
        await takePicture(context, page, { shown, file, look: { width, height, theme } })
      }
}

async function takePicture(
  context: BrowserContext,
  { path, ready }: PicturedPage,
  { shown, file, look: { width, height, theme } }: { shown: Shown; file: string; look: Look },
): Promise<void> {
  const page = await context.newPage()
  try {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: theme })
    await page.goto(demo.url + path(shown))
    await page.locator(ready).first().waitFor({ state: 'attached' })
    await page.evaluate('document.fonts.ready')
    // Rows that have just changed flash for a moment.
    await delay(1500)
    await page.screenshot({ path: file, omitBackground: true })
    console.log(file)
  } finally {
    await page.close()
  }
}
