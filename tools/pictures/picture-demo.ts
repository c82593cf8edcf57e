import { setTimeout as delay } from 'node:timers/promises'
import { createRace } from '@goated/races'
import { type Demo, startDemo } from '../../examples/demo/src/demo.ts'
import { readSettings } from '../../examples/demo/src/settings.ts'

const raceSeconds = 90
const patienceMs = 10 * 60_000

/** What there is to show. */
export interface Shown {
  /** Under way, and over before all pictures are taken. */
  raceId: number
  /** Under way for hours. */
  longRaceId: number
  archiveId: number
  player: string
  /** Of the long race. */
  entrantId: number
  quarantinedId: number
}

export interface PictureDemo {
  url: string
  /**
   * Waits until there is something to see on every page: a reading in quarantine, a race in the archive, and another
   * that has run for half of its time.
   *
   * @param deskHeaders - an admin's session
   */
  prepare(deskHeaders: Record<string, string>): Promise<Shown>
  close(): Promise<void>
}

/** Starts a demo on a database in memory. */
export async function startPictureDemo(): Promise<PictureDemo> {
  const demo = await startDemo(
    readSettings({
      DATABASE_URL: 'memory://',
      PORT: '0',
      RACE_SECONDS: String(raceSeconds),
      TICK_SECONDS: '2',
      // Its best players have names that every machine has a font for.
      SEED: 'picture 118',
    }),
  )
  return {
    url: demo.url,
    async prepare(headers) {
      const longRaceId = await startLongRace(demo)
      const quarantinedId = await readingInQuarantine(demo, headers)
      const underWay = await raceUnderWay(demo.url)
      const entrants = `${demo.url}/api/admin/races/${longRaceId}/entrants?limit=1`
      const entrant = await firstOf<{ userId: number }>(entrants, headers)
      if (!entrant) throw new Error('The race has no entrants.')
      return { ...underWay, longRaceId, entrantId: entrant.userId, quarantinedId }
    },
    close: () => demo.close(),
  }
}

async function startLongRace({ db }: Demo): Promise<number> {
  const startDate = new Date()
  const { race } = await createRace(db, {
    title: 'Evening race',
    description: 'Six hours, and three places that pay.',
    source: { id: 'goated', class: 'cumulative' },
    startDate,
    endDate: new Date(startDate.getTime() + 6 * 3_600_000),
    prizePool: '300.00',
    prizeDistribution: [
      { from: 1, percent: '50' },
      { from: 2, percent: '30' },
      { from: 3, percent: '20' },
    ],
  })
  return race.id
}

/** Lets the casino answer with a page of maintenance until a worker has put one away. */
async function readingInQuarantine({ url, upstreamUrl }: Demo, headers: Record<string, string>): Promise<number> {
  const setFault = (kind: string) =>
    fetch(`${upstreamUrl}/_fault?kind=${kind}`, { method: 'POST', headers: { authorization: 'Bearer demo-token' } })
  await setFault('html')
  try {
    for (const started = Date.now(); Date.now() - started < patienceMs; await delay(500)) {
      const found = await firstOf<{ id: number }>(`${url}/api/admin/ingest/quarantine?limit=1`, headers)
      if (found) return found.id
    }
  } finally {
    await setFault('none')
  }
  throw new Error('No reading was put into quarantine.')
}

/**
 * Waits until one race is in the archive and the next has run for half of its time, with names in front that every
 * machine has a font for.
 */
async function raceUnderWay(url: string): Promise<Pick<Shown, 'raceId' | 'archiveId' | 'player'>> {
  for (const started = Date.now(); Date.now() - started < patienceMs; await delay(1000)) {
    const archived = await firstOf<{ id: number; winners: Row[] }>(`${url}/api/historical-races?limit=1`)
    const race = await get<{ id: number; status: string; startDate: string }>(`${url}/api/races/current`)
    const elapsed = Date.now() - Date.parse(race.startDate)
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

interface Row {
  username: string
}

async function firstOf<Item>(url: string, headers?: Record<string, string>): Promise<Item | undefined> {
  return (await get<{ items: Item[] }>(url, headers)).items[0]
}

async function get<Body>(url: string, headers: Record<string, string> = {}): Promise<Body> {
  const response = await fetch(url, { headers })
  if (!response.ok) throw new Error(`${url} answered with HTTP ${response.status}.`)
  return (await response.json()) as Body
}
