import { findList, valueAt } from '../json/find-list.ts'
import { commonFacts, type CommonSourceOptions } from '../source/common-facts.ts'
import { readCount, readTime } from '../source/fields.ts'
import type { CumulativeSource, SourceKind } from '../source/source.ts'
import { readWageredRows } from './wagered-rows.ts'

/** What `goatedSource` is told. */
export interface GoatedSourceOptions extends CommonSourceOptions {
  /** The whole address, code included. */
  url: string
  /** Sent as a Bearer token. */
  token?: string | undefined
  /** The envelope's `lastUpdated` is when the counters were read, not when the answer was made. Default false. */
  lastUpdatedIsAsOf?: boolean
}

/** Counters, which serve every window. */
export const goatedKind: SourceKind = { class: 'cumulative', window: null }

/**
 * Goated's own affiliate API: a flat list, or the envelope that sites in front of it serve; told apart by where the list
 * stands.
 * Cumulative counters in whole currency units, stable uids, no paging.
 */
export function goatedSource(options: GoatedSourceOptions): CumulativeSource {
  return {
    ...commonFacts(options, { id: 'goated', token: options.token }),
    class: 'cumulative',
    unit: { exponent: 0, encoding: 'number' },
    identity: 'uid',
    auth: options.token ? 'bearer' : 'none',
    read: (http) =>
      http.getJson(
        { url: options.url, headers: options.token ? { authorization: `Bearer ${options.token}` } : {} },
        (body) => {
          const list = findList(body, 'data', 'data.monthly.data', '')
          const lastUpdated = options.lastUpdatedIsAsOf && valueAt(body, 'metadata') !== undefined
          return {
            asOf: lastUpdated ? readTime(valueAt(body, 'metadata.lastUpdated'), 'metadata.lastUpdated') : null,
            totalUsers: readCount(valueAt(body, 'metadata.totalUsers')),
            rows: readWageredRows(list),
            rowsPath: list.path,
          }
        },
      ),
  }
}
