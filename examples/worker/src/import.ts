// Imports an upstream's history from a CSV file: npm run import -- FILE [SOURCE] [--dry-run]
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { databaseSettings, readEnvironment } from '@goated/example-settings'
import { connect, describeFailure, migrate } from '@goated/schema'
import { z } from 'zod'
import { checkHistory } from './check-history.ts'
import { describeHistory } from './describe-history.ts'
import { openHistoryFile } from './history-file.ts'
import { importHistory } from './import-history.ts'
import { describeProgress } from './import-progress.ts'

const usage = `Usage: DATABASE_URL=... npm run import -- FILE [SOURCE] [--dry-run]

Imports an upstream's history from a CSV file.

  FILE        columns as_of, uid, name, all_time, and perhaps this_month, this_week, today
  SOURCE      the id that the rows get, goated if it is left out
  --dry-run   look at the file and store nothing; needs no database

Exit code 0: all of it is stored; 1: something is wrong, and the last line says what; 2: wrong usage.`

const words = readWords()
if (words === null) {
  console.error(usage)
  process.exit(2)
}

const stopping = new AbortController()
process.once('SIGINT', () => stopping.abort())
process.once('SIGTERM', () => stopping.abort())

try {
  process.exitCode = words.dryRun ? await look(words.file) : await store(words)
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}

function readWords(): { file: string; source: string; dryRun: boolean } | null {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false } },
    })
    const [file, source = 'goated', ...rest] = positionals
    if (!file || rest.length > 0 || !/^[a-z0-9-]{1,32}$/.test(source)) return null
    return { file: resolve(process.env['INIT_CWD'] ?? '.', file), source, dryRun: values['dry-run'] }
  } catch {
    return null
  }
}

async function look(path: string): Promise<number> {
  const file = await openHistoryFile(path)
  try {
    const history = await checkHistory(file, { now: new Date(), signal: stopping.signal })
    if (stopping.signal.aborted) return 130
    for (const line of describeHistory(history)) console.log(line)
    return history.problemsCount === 0 ? 0 : 1
  } finally {
    await file.close()
  }
}

async function store({ file, source }: { file: string; source: string }): Promise<number> {
  const url = readDatabaseUrl()
  if (url === undefined) return 2
  const connection = await connect(url, { listen: false })
  try {
    await migrate(connection.db)
    const terminal = process.stderr.isTTY
    const everyMs = terminal ? 200 : 5000
    let shownAt = 0
    const result = await importHistory(connection.db, {
      file,
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
    return result.finished ? 0 : 130
  } finally {
    await connection.close()
  }
}

function readDatabaseUrl(): string | undefined {
  try {
    return readEnvironment(z.object(databaseSettings), process.env).DATABASE_URL
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`)
    return undefined
  }
}
