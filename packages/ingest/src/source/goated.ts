import { z } from 'zod'
import { commonFacts, type CommonSourceOptions } from './defaults.ts'
import { refuseErrorBody } from './error-body.ts'
import { numberText, parseReadingBody, plainText, readCount, readTime } from './fields.ts'
import { readWageredRows, wageredRow } from './rows.ts'
import type { CumulativeSource, SourceKind } from './source.ts'

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

const flat = z.looseObject({ data: z.array(wageredRow) })

const envelope = z.looseObject({
  status: z.literal('success', { error: 'expected "success"' }),
  metadata: z.looseObject({ totalUsers: numberText, lastUpdated: plainText }),
  data: z.looseObject({ monthly: z.looseObject({ data: z.array(wageredRow) }) }),
})

/**
 * Goated's own affiliate API: a flat list, or the envelope that sites in front of it serve; told apart by the body.
 * Cumulative counters in whole currency units, stable uids, no paging.
 */
export function goatedSource(options: GoatedSourceOptions): CumulativeSource {
  return {
    ...commonFacts(options, { id: 'goated', token: options.token }),
    class: 'cumulative',
    unit: { exponent: 0, encoding: 'number' },
    identity: 'uid',
    auth: options.token ? 'bearer' : 'none',
    async read(http) {
      const body = await http.getJson({
        url: options.url,
        headers: options.token ? { authorization: `Bearer ${options.token}` } : {},
      })
      refuseErrorBody(body)
      if (!isEnvelope(body)) {
        const { data } = parseReadingBody(flat, body)
        return { asOf: null, totalUsers: null, rows: readWageredRows(data, 'data') }
      }
      const { metadata, data } = parseReadingBody(envelope, body)
      return {
        asOf: options.lastUpdatedIsAsOf ? readTime(metadata.lastUpdated, 'metadata.lastUpdated') : null,
        totalUsers: readCount(metadata.totalUsers),
        rows: readWageredRows(data.monthly.data, 'data.monthly.data'),
      }
    },
  }
}

function isEnvelope(body: unknown): boolean {
  return typeof body === 'object' && body !== null && ('status' in body || 'metadata' in body)
}
