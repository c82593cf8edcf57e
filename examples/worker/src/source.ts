import { clashSource, goatedSource, rainbetSource, type WagerSource } from '@goated/ingest'
import type { WorkerSettings } from './settings.ts'

/**
 * The source that the settings describe.
 *
 * @throws Error naming the variable that this kind of upstream needs
 */
export function createSource(settings: WorkerSettings): WagerSource {
  const { UPSTREAM_KIND: kind, UPSTREAM_URL: url, UPSTREAM_TOKEN: token } = settings
  const calendar = { timeZone: settings.PROVIDER_TIME_ZONE, weekStartsOn: settings.PROVIDER_WEEK_STARTS_ON }
  if (kind === 'goated') return goatedSource({ url, token, calendar })
  if (token === undefined) throw new Error(`UPSTREAM_TOKEN: Required for ${kind}.`)
  return kind === 'rainbet' ? rainbetSource({ url, key: token, calendar }) : clashSource({ url, token, calendar })
}
