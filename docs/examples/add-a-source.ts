import { readOnce } from '@goated/ingest'
// #region source
import {
  commonFacts,
  type CommonSourceOptions,
  type CumulativeSource,
  findList,
  idText,
  numberText,
  parseReadingBody,
  readAmount,
  readCount,
  readCounter,
  readName,
  readTime,
  valueAt,
} from '@goated/ingest'
import { formatAmount } from '@goated/schema'
import { z } from 'zod'

export interface SpinhallSourceOptions extends CommonSourceOptions {
  url: string
  token: string
}

// Only what a total depends on is checked here.
const players = z.array(z.looseObject({ id: idText, lifetime: numberText }))

/** Spinhall, an invented casino: all-time and monthly counters in cents, and when they were read. */
export function spinhallSource(options: SpinhallSourceOptions): CumulativeSource {
  const exponent = 2
  return {
    ...commonFacts(options, { id: 'spinhall', minIntervalMs: 60_000, token: options.token }),
    class: 'cumulative',
    unit: { exponent, encoding: 'number' },
    identity: 'uid',
    auth: 'bearer',
    read(http) {
      const request = {
        url: options.url,
        headers: { authorization: `Bearer ${options.token}` },
        // A wrong token is a 400 here. Undefined leaves the meaning of the status as it is.
        reasonOf: (status: number, text: string) =>
          status === 400 && text.includes('bad_token') ? 'UNAUTHORIZED' : undefined,
      }
      return http.getJson(request, (body) => {
        const { rows, path } = findList(body, 'players')
        return {
          asOf: readTime(valueAt(body, 'readAt'), 'readAt'),
          totalUsers: readCount(valueAt(body, 'count')),
          rowsPath: path,
          rows: parseReadingBody(players, rows, path).map(({ id, nick, lifetime, month }, index) => ({
            uid: id,
            name: readName(nick),
            allTime: readAmount(lifetime, () => `players.${index}.lifetime`, exponent),
            month: readCounter(month, exponent),
            week: null,
            today: null,
          })),
        }
      })
    },
  }
}
// #endregion source

// #region try
const source = spinhallSource({ url: 'https://spinhall.example/affiliates', token: 'secret' })
const answers = [
  '{"readAt":"2026-03-06T18:00:00Z","count":1,"players":[{"id":7,"nick":"ann","lifetime":520012.5,"month":0,"vip":true}]}',
  '{"readAt":"2026-03-06T18:15:00Z","count":1,"players":[{"id":7,"nick":"ann","lifetime":"520012.5","month":0}]}',
  '{"error":"too many requests"}',
]
for (const text of answers) {
  const read = await readOnce({ source }, { http: { fetch: async () => new Response(text) } })
  if (read.outcome === 'failed') console.log(`failed, ${read.reason}: ${read.detail}`)
  else for (const { uid, name, allTime } of read.reading.rows) console.log(uid, name, formatAmount(allTime))
}
// #endregion try
