import { describeFailure, migrate } from '@goated/schema'
import { type CliContext, print, printError, printJson } from '../command.ts'
import { databaseUrlSettings, withDatabase } from '../database.ts'
import { readSettings } from '../read-settings.ts'
import { checkHistory } from './check-history.ts'
import type { ImportFlags } from './command.ts'
import { describeHistory, historyAsJson } from './describe-history.ts'
import { openHistoryFile } from './history-file.ts'
import { importHistory } from './import-history.ts'
import { describeProgress, type ImportProgress } from './import-progress.ts'

const stoppedCode = 130

/** Imports a file, or only looks at it. */
export async function runImport(
  context: CliContext,
  { dryRun = false, json = false }: ImportFlags,
  file: string,
  source: string = 'goated',
): Promise<number> {
  const stopping = new AbortController()
  context.process.once('SIGINT', () => stopping.abort())
  context.process.once('SIGTERM', () => stopping.abort())
  const options = { file, signal: stopping.signal, json }
  try {
    return dryRun ? await look(context, options) : await store(context, { ...options, source })
  } catch (error) {
    printError(context, describeFailure(error))
    return 1
  }
}

interface Options {
  file: string
  signal: AbortSignal
  json: boolean
}

async function look(context: CliContext, options: Options): Promise<number> {
  const file = await openHistoryFile(options.file)
  try {
    const history = await checkHistory(file, { now: new Date(), signal: options.signal })
    if (options.signal.aborted) return stoppedCode
    if (options.json) printJson(context, historyAsJson(history))
    else print(context, ...describeHistory(history))
    return history.problemsCount === 0 ? 0 : 1
  } finally {
    await file.close()
  }
}

async function store(context: CliContext, options: Options & { source: string }): Promise<number> {
  const settings = readSettings(context, databaseUrlSettings)
  if (settings === null) return 2
  const progress = progressLine(context)
  const { stored, skipped, rows, finished } = await withDatabase(
    context,
    settings.DATABASE_URL,
    'import',
    async (db) => {
      await migrate(db)
      return importHistory(db, { ...options, onProgress: progress.show })
    },
  )
  progress.clear()
  if (options.json) printJson(context, { stored, skipped, rows, finished })
  else {
    print(context, `${stored} readings stored, ${skipped} were stored before, ${rows} rows`)
    if (!finished) print(context, 'Stopped. The same command goes on from here.')
  }
  return finished ? 0 : stoppedCode
}

/** Progress on the error output: one line that changes on a terminal, elsewhere a line every five seconds. */
function progressLine({ process: { stderr } }: CliContext): { show(progress: ImportProgress): void; clear(): void } {
  const terminal = stderr.isTTY === true
  const clearLine = '\r\u001b[K'
  const everyMs = terminal ? 200 : 5000
  let shownAt = 0
  return {
    show(progress) {
      const now = Date.now()
      if (now - shownAt < everyMs) return
      shownAt = now
      stderr.write(`${terminal ? clearLine : ''}${describeProgress(progress, now)}${terminal ? '' : '\n'}`)
    },
    clear() {
      if (terminal) stderr.write(clearLine)
    },
  }
}
