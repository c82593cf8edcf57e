// Takes the pictures of the README from a demo of its own, on a database in memory: npm run docs:screenshot
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startBrowser } from '@goated/testkit'
import type { Browser } from 'playwright-core'

const root = fileURLToPath(new URL('../..', import.meta.url))
const raceSeconds = 90
const patienceMs = 10 * 60_000
const pictures = [
  { file: 'docs/images/board.png', width: 1280, height: 1080 },
  { file: 'docs/images/board-phone.png', width: 390, height: 844 },
]

const demo = startDemo()
let browser: Browser | undefined
try {
  const url = await boardAddress(demo)
  await raceUnderWay(url)
  browser = await startBrowser()
  for (const { file, width, height } of pictures) {
    const page = await browser.newPage({ viewport: { width, height } })
    await page.goto(url)
    await page.getByTestId('podium').waitFor()
    await page.locator('tbody tr').nth(9).waitFor()
    await page.evaluate('document.fonts.ready')
    // Rows that have just changed flash for a moment.
    await delay(1500)
    await page.screenshot({ path: `${root}${file}` })
    console.log(file)
    await page.close()
  }
} finally {
  await browser?.close()
  stop(demo)
}

function startDemo(): ChildProcess {
  const environment = {
    DATABASE_URL: 'memory://',
    PORT: '0',
    RACE_SECONDS: String(raceSeconds),
    TICK_SECONDS: '2',
    SEED: 'picture',
  }
  return spawn('npm', ['run', '--silent', 'demo'], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    // npm does not pass signals on; a group of its own can be ended as a whole.
    detached: true,
  })
}

function stop({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM')
  } catch {
    // It is gone already.
  }
}

async function boardAddress({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('The demo has no output to read.')
  const lines = createInterface({ input: stdout, signal: AbortSignal.timeout(patienceMs) })
  for await (const line of lines) {
    const found = /Live board\s+(\S+)/.exec(line)
    if (found?.[1]) return found[1]
  }
  throw new Error('The demo did not start.')
}

/**
 * Waits until one race is in the archive and the next has run for half of its time, with names in front that every
 * machine has a font for.
 */
async function raceUnderWay(url: string): Promise<void> {
  for (const started = Date.now(); Date.now() - started < patienceMs; await delay(1000)) {
    const past = (await get(`${url}/api/historical-races?limit=1`)) as { total: number }
    const race = (await get(`${url}/api/races/current`)) as { id: number; status: string; startDate: string }
    const elapsed = Date.now() - Date.parse(race.startDate)
    if (past.total === 0 || race.status !== 'live' || elapsed < raceSeconds * 500) continue
    const { items } = (await get(`${url}/api/races/${race.id}/standings?limit=5`)) as { items: { username: string }[] }
    if (
      items.length === 5 &&
      items.every(({ username }) => /^[\p{Script=Latin}\p{Script=Cyrillic}\w.-]+$/u.test(username))
    )
      return
  }
  throw new Error('No race got under way.')
}

async function get(url: string): Promise<unknown> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered with HTTP ${response.status}.`)
  return response.json()
}
