// Takes pictures of every page from a demo of its own, on a database in memory:
//   npm run docs:screenshot                  the README's pictures, into docs/images
//   npm run docs:screenshot -- --out DIR     every page as well, on a phone and on a desktop, dark and light, into DIR
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startBrowser } from '@goated/testkit'
import type { Browser } from 'playwright-core'
import { startPictureDemo } from './picture-demo.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

type Shown = { raceId: number; archiveId: number; player: string }

/** Every page: what its picture is called, where it is, and what is there once it can be photographed. */
const pages: { name: string; path: (shown: Shown) => string; ready: string }[] = [
  { name: 'board', path: () => '/', ready: '[data-testid=standing]:nth-child(10)' },
  {
    name: 'race',
    path: ({ raceId }) => `/races/${raceId}`,
    ready: '[data-testid=progression-chart] svg.recharts-surface',
  },
  { name: 'leaderboard', path: () => '/leaderboards/weekly', ready: '[data-testid=leaderboard-entry]' },
  { name: 'archive', path: () => '/archive', ready: '[data-testid=past-race]' },
  { name: 'archived-race', path: ({ archiveId }) => `/archive/${archiveId}`, ready: '[data-testid=final-standing]' },
  {
    name: 'player',
    path: ({ player }) => `/players/${encodeURIComponent(player)}`,
    ready: '[data-testid=progression-chart] svg.recharts-surface',
  },
  { name: 'not-found', path: () => '/no/such/page', ready: 'h1' },
  { name: 'embed', path: () => '/embed?rows=8', ready: '[data-testid=standing]' },
  { name: 'overlay', path: () => '/overlay?rows=5', ready: '[data-testid=standing]' },
]

const sizes = [
  { size: 'desktop', width: 1280, height: 900 },
  { size: 'phone', width: 390, height: 844 },
]
const themes = ['dark', 'light'] as const

const readmePictures = [
  { file: 'docs/images/board.png', width: 1280, height: 1080 },
  { file: 'docs/images/board-phone.png', width: 390, height: 844 },
]

type Picture = {
  file: string
  address: string
  ready: string
  width: number
  height: number
  theme: (typeof themes)[number]
}

const { values } = parseArgs({ options: { out: { type: 'string' } } })
const demo = await startPictureDemo()
let browser: Browser | undefined
try {
  browser = await startBrowser()
  for (const { file, ...size } of readmePictures) {
    const { ready } = pages[0]!
    await takePicture(browser, { file: `${root}${file}`, address: demo.url, ready, theme: 'light', ...size })
  }
  if (values.out !== undefined) await takeEveryPage(browser, resolve(values.out))
} finally {
  await browser?.close()
  demo.stop()
}

async function takeEveryPage(browser: Browser, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { name, path, ready } of pages)
    for (const { size, width, height } of sizes)
      for (const theme of themes)
        await takePicture(browser, {
          file: join(folder, `${name}-${size}-${theme}.png`),
          address: demo.url + path(demo.shown),
          ready,
          width,
          height,
          theme,
        })
}

async function takePicture(browser: Browser, picture: Picture): Promise<void> {
  const { file, address, ready, width, height, theme } = picture
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme })
  try {
    await page.goto(address)
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
