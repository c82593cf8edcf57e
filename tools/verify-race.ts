// Recomputes an archived race from the stored samples and compares: npm run verify-race -- ID [--all]
import { formatDifference, verifyRace } from '@goated/races'
import { connect, describeFailure } from '@goated/schema'

const usage = `Usage: npm run verify-race -- ID [--all]

Recomputes an archived race from the stored samples and compares totals, ranks, prizes, payouts and the chain of readings.

  ID      the race's id
  --all   recompute the digest of every reading of the source, not only of those that the race rests on

DATABASE_URL names the database. Exit code 0: all is in order; 1: something differs; 2: wrong usage, or no such race.`

const words = process.argv.slice(2)
const raceIds = words.filter((word) => word !== '--all')
const url = process.env['DATABASE_URL']
if (raceIds.length !== 1 || !/^\d{1,9}$/.test(raceIds[0] ?? '') || !url) {
  console.error(url ? usage : `DATABASE_URL is not set.\n\n${usage}`)
  process.exit(2)
}
process.exitCode = await verify(url, parseInt(raceIds[0] ?? '', 10))

async function verify(databaseUrl: string, raceId: number): Promise<number> {
  try {
    const connection = await connect(databaseUrl)
    try {
      // One moment for all of it, so that a worker may go on meanwhile.
      const found = await connection.db.transaction(
        (tx) => verifyRace(tx, raceId, { digests: words.includes('--all') ? 'all' : 'used' }),
        { isolationLevel: 'repeatable read', accessMode: 'read only' },
      )
      const { entrants, samples, readings, digests, payouts } = found.counts
      console.log(`race ${found.raceId}, ${found.title}`)
      console.log(
        `${entrants} entrants, ${samples} samples, ${payouts} payouts, ${digests} digests, a chain of ${readings} readings`,
      )
      for (const difference of found.differences) console.log(formatDifference(difference))
      if (found.truncated) console.log('and more')
      console.log(found.ok ? 'verified: all is in order' : `${found.differences.length} differences`)
      return found.ok ? 0 : 1
    } finally {
      await connection.close()
    }
  } catch (error) {
    console.error(describeFailure(error))
    return 2
  }
}
