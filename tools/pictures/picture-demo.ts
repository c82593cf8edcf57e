import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const raceSeconds = 90
const patienceMs = 10 * 60_000

export type PictureDemo = {
  url: string
  /** What there is to show. */
  shown: { raceId: number; archiveId: number; player: string }
  stop(): void
}

/** Starts a demo with one race in the archive and the next one under way. */
export async function startPictureDemo(): Promise<PictureDemo> {
  const demo = spawn('npm', ['run', '--silent', 'demo'], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: 'memory://',
      PORT: '0',
      RACE_SECONDS: String(raceSeconds),
      TICK_SECONDS: '2',
      // Its best players have names that every machine has a font for.
      SEED: 'picture 34',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    // npm does not pass signals on; a group of its own can be ended as a whole.
    detached: true,
  })
  try {
    const url = await boardAddress(demo)
    return { url, shown: await raceUnderWay(url), stop: () => stop(demo) }
  } catch (error) {
    stop(demo)
    throw error
  }
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

type Row = { username: string }

/**
 * Waits until one race is in the archive and the next has run for half of its time, with names in front that every
 * machine has a font for.
 */
async function raceUnderWay(url: string): Promise<PictureDemo['shown']> {
  for (const started = Date.now(); Date.now() - started < patienceMs; await delay(1000)) {
    const past = await get<{ items: { id: number; winners: Row[] }[] }>(`${url}/api/historical-races?limit=1`)
    const race = await get<{ id: number; status: string; startDate: string }>(`${url}/api/races/current`)
    const elapsed = Date.now() - Date.parse(race.startDate)
    const archived = past.items[0]
    const player = archived?.winners[0]?.username
    if (!archived || player === undefined || race.status !== 'live' || elapsed < raceSeconds * 500) continue
    const { items } = await get<{ items: Row[] }>(`${url}/api/races/${race.id}/standings?limit=5`)
    if (
      items.length === 5 &&
      items.every(({ username }) => /^[\p{Script=Latin}\p{Script=Cyrillic}\w.-]+$/u.test(username))
    )
      return { raceId: race.id, archiveId: archived.id, player }
  }
  throw new Error('No race got under way.')
}

async function get<Body>(url: string): Promise<Body> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered with HTTP ${response.status}.`)
  return (await response.json()) as Body
}
