import { setTimeout } from 'node:timers/promises'
import { listHistoricalRaces, listRaces, loadHistoricalRace } from '@goated/races'
import { type Db, formatAmount, MONEY_DECIMALS, parseAmount } from '@goated/schema'
import { startDemo } from './demo.ts'
import type { DemoSettings } from './settings.ts'

const patienceMs = 60_000

/**
 * Runs the demo in memory until one race is in the archive, checks that its prizes add up to the pool and that the
 * next race is there, and prints a summary.
 *
 * @returns the process's exit code
 */
export async function runSmoke(settings: DemoSettings): Promise<number> {
  const demo = await startDemo({ ...settings, DATABASE_URL: 'memory://', PORT: 0, TICK_SECONDS: 1, RACE_SECONDS: 10 })
  try {
    const started = Date.now()
    let archived
    while (!archived && Date.now() - started < patienceMs) {
      await setTimeout(250)
      archived = (await listHistoricalRaces(demo.db, { limit: 1, offset: 0 })).items[0]
    }
    if (!archived) throw new Error(`No race was archived within ${patienceMs / 1000} s.`)
    const answer = await fetch(`${demo.url}/api/races/current`)
    if (!answer.ok) throw new Error(`The server answered /api/races/current with HTTP ${answer.status}.`)
    const races = (await listRaces(demo.db, { limit: 200 })).items.filter(({ seriesId }) => seriesId !== null)
    const paid = await sumPrizes(demo.db, archived)
    console.log(
      `race ${archived.raceId}: ${archived.participantCount} entrants wagered ${formatAmount(archived.totalWagered)}`,
    )
    for (const { rank, username, total, prize } of archived.winners)
      console.log(`  ${rank}. ${username}  ${total}  -> ${prize}`)
    console.log(`prizes: ${formatAmount(paid, 2)} of ${formatAmount(archived.prizePool, 2)}`)
    console.log(`races of the series so far: ${races.length}`)
    if (paid !== archived.prizePool) throw new Error('The prizes do not add up to the pool.')
    if (races.length < 2) throw new Error('The next race is missing.')
    console.log('smoke: ok')
    return 0
  } catch (error) {
    console.error(`smoke: failed: ${error instanceof Error ? error.message : 'unknown error'}`)
    return 1
  } finally {
    await demo.close()
  }
}

/** What an archive says that its entrants received, in cents. */
async function sumPrizes(db: Db, archive: { id: number; participantCount: number }): Promise<bigint> {
  const page = 200
  let sum = 0n
  for (let offset = 0; offset < archive.participantCount; offset += page) {
    const { standings } = await loadHistoricalRace(db, { id: archive.id, limit: page, offset })
    for (const { prize } of standings) sum += parseAmount(prize, { decimals: MONEY_DECIMALS })
  }
  return sum
}
