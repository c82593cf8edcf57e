import { clashSource, csvSource, goatedSource, rainbetSource, type WagerSource } from '@goated/ingest'
import { isGoatedError } from '@goated/schema'
import { csvFileReader } from './csv-file.ts'
import { isFile, type WorkerSettings } from './settings.ts'

/**
 * The source that the settings describe.
 *
 * @throws Error naming the variable that this kind of upstream needs, or that cannot be used
 */
export function createSource(settings: WorkerSettings): WagerSource {
  try {
    return sourceOf(settings)
  } catch (error) {
    // Headers are the only input of a source that can be wrong by now.
    throw isGoatedError(error, 'INPUT_INVALID') ? new Error(`UPSTREAM_HEADERS: ${error.message}`) : error
  }
}

function sourceOf(settings: WorkerSettings): WagerSource {
  const { UPSTREAM_KIND: kind, UPSTREAM_URL: url, UPSTREAM_TOKEN: token } = settings
  const common = {
    calendar: { timeZone: settings.PROVIDER_TIME_ZONE, weekStartsOn: settings.PROVIDER_WEEK_STARTS_ON },
    headers: headersOf(settings),
    redirectHosts: settings.UPSTREAM_REDIRECT_HOSTS,
  }
  if (kind === 'goated') return goatedSource({ url, token, ...common })
  if (kind === 'csv') {
    // When a file was written is the latest moment that its counters can be of. The time of asking would credit wagers
    // to moments of which the file says nothing.
    const from = isFile(url) ? csvFileReader(url) : { url, token, lastModifiedIsAsOf: true }
    return csvSource({ from, ignoreColumns: settings.UPSTREAM_IGNORE_COLUMNS, ...common })
  }
  if (token === undefined) throw new Error(`UPSTREAM_TOKEN: Required for ${kind}.`)
  return kind === 'rainbet' ? rainbetSource({ url, key: token, ...common }) : clashSource({ url, token, ...common })
}

function headersOf({ UPSTREAM_HEADERS: headers, UPSTREAM_USER_AGENT: userAgent }: WorkerSettings) {
  return userAgent === undefined ? headers : { ...headers, 'user-agent': userAgent }
}
