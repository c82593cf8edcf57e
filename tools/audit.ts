// Checks the whole database against what must always hold: npm run audit
import { checkRaces, formatViolation } from '@goated/races'
import { connect, describeFailure } from '@goated/schema'

const usage = `Usage: npm run audit [-- --quick]

Checks the whole database against what must always hold, and changes nothing.

  --quick   do not recompute the totals of open races

DATABASE_URL names the database. Exit code 0: all is in order; 1: something is not; 2: wrong usage, or no database.`

const words = process.argv.slice(2)
const url = process.env['DATABASE_URL']
if (words.some((word) => word !== '--quick') || !url) {
  console.error(url ? usage : `DATABASE_URL is not set.\n\n${usage}`)
  process.exit(2)
}
process.exitCode = await audit(url)

async function audit(databaseUrl: string): Promise<number> {
  try {
    const connection = await connect(databaseUrl)
    try {
      // One moment for all of it, so that a worker may go on meanwhile.
      const found = await connection.db.transaction((tx) => checkRaces(tx, { totals: !words.includes('--quick') }), {
        isolationLevel: 'repeatable read',
        accessMode: 'read only',
      })
      const { races, entrants, totals } = found.counts
      console.log(`${races} races, ${entrants} entrants, ${totals} totals recomputed`)
      for (const violation of found.violations) console.log(formatViolation(violation))
      if (found.truncated) console.log('and more')
      console.log(found.violations.length === 0 ? 'all is in order' : `${found.violations.length} violations`)
      return found.violations.length === 0 ? 0 : 1
    } finally {
      await connection.close()
    }
  } catch (error) {
    console.error(describeFailure(error))
    return 2
  }
}
