// Imports an upstream's history from a CSV file: npm run import -- FILE [SOURCE]
import { resolve } from 'node:path'
import { databaseSettings, readEnvironment } from '@goated/example-settings'
import { connect, migrate } from '@goated/schema'
import { z } from 'zod'
import { importHistory } from './import-history.ts'
import { describeProgress } from './import-progress.ts'

const [file, source = 'goated'] = process.argv.slice(2)
const url = readDatabaseUrl()
if (!file || !url) {
  console.error('Usage: DATABASE_URL=... npm run import -- FILE [SOURCE]')
  process.exit(2)
}

const stopping = new AbortController()
process.once('SIGINT', () => stopping.abort())
process.once('SIGTERM', () => stopping.abort())
const terminal = process.stderr.isTTY
const everyMs = terminal ? 200 : 5000
let shownAt = 0

try {
  const connection = await connect(url)
  try {
    await migrate(connection.db)
    const result = await importHistory(connection.db, {
      file: resolve(process.env['INIT_CWD'] ?? '.', file),
      source,
      signal: stopping.signal,
      onProgress(progress) {
        const now = Date.now()
        if (now - shownAt < everyMs) return
        shownAt = now
        process.stderr.write(`${terminal ? '\r\u001b[K' : ''}${describeProgress(progress, now)}${terminal ? '' : '\n'}`)
      },
    })
    if (terminal) process.stderr.write('\r\u001b[K')
    console.log(`${result.stored} readings stored, ${result.skipped} were stored before, ${result.rows} rows`)
    if (!result.finished) console.log('Stopped. The same command goes on from here.')
    process.exitCode = result.finished ? 0 : 130
  } finally {
    await connection.close()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : 'unknown error')
  process.exitCode = 1
}

function readDatabaseUrl(): string | undefined {
  try {
    return readEnvironment(z.object(databaseSettings), process.env).DATABASE_URL
  } catch (error) {
    console.error((error as Error).message)
    return undefined
  }
}
