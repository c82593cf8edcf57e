import { z } from 'zod'
import { findList, valueAt } from '../json/find-list.ts'
import { commonFacts, type CommonSourceOptions } from '../source/common-facts.ts'
import { decimalText, idText, parseReadingBody, readAmount, readName, readTime } from '../source/fields.ts'
import type { WindowSource } from '../source/source.ts'
import { windowDays } from '../source/window-days.ts'

/** What `rainbetSource` is told. */
export interface RainbetSourceOptions extends CommonSourceOptions {
  /** The address of the affiliates list, without its query. */
  url: string
  /** The affiliate key, sent in the query as the provider wants it. */
  key: string
}

/** Whole days in UTC, both of which count. */
export const rainbetKind: Pick<WindowSource, 'class' | 'window'> = {
  class: 'window',
  window: { inclusive: true, granularity: 'day', timeZone: 'UTC', maxDays: null },
}

const affiliates = z.array(z.looseObject({ id: idText, wagered_amount: decimalText }))

/**
 * Rainbet: asked for whole days in UTC, both of which count. Amounts are decimal strings in whole currency. The answer
 * is cached for ten minutes and says when it was made, which is its source time.
 */
export function rainbetSource(options: RainbetSourceOptions): WindowSource {
  const source: WindowSource = {
    ...commonFacts(options, { id: 'rainbet', minIntervalMs: 600_000 }),
    ...rainbetKind,
    unit: { exponent: 0, encoding: 'string' },
    identity: 'uid',
    auth: 'query',
    async readWindow(http, window) {
      const { first, last } = windowDays(source, window)
      const url = new URL(options.url)
      url.searchParams.set('start_at', first)
      url.searchParams.set('end_at', last)
      url.searchParams.set('key', options.key)
      return http.getJson({ url: url.href, reasonOf }, (body) => {
        const { rows, path } = findList(body, 'affiliates')
        return {
          totals: parseReadingBody(affiliates, rows, path).map(({ id, username, wagered_amount }, index) => ({
            uid: id,
            name: readName(username),
            total: readAmount(wagered_amount, () => `${path}.${index}.wagered_amount`, source.unit.exponent),
          })),
          rowsPath: path,
          asOf: readTime(valueAt(body, 'cache_updated_at'), 'cache_updated_at'),
          totalUsers: null,
        }
      })
    },
  }
  return source
}

/** A wrong key is a 400 here, like any other mistake in the request. */
function reasonOf(status: number, text: string): string | undefined {
  return status === 400 && text.includes('er_invalid_key') ? 'UNAUTHORIZED' : undefined
}
