import { type GoatedError, isGoatedError, parseAmount } from '@goated/schema'
import { checkWindow, type WagerWindow } from '@goated/schema/internal'
import { z } from 'zod'
import { ingestError } from '../errors.ts'
import { findList } from '../json/find-list.ts'
import { NUMBER_MARK } from '../json/lossless-json.ts'
import { commonFacts, type CommonSourceOptions } from '../source/common-facts.ts'
import { idText, numberText, parseReadingBody, plainText, readAmount, readName, readTime } from '../source/fields.ts'
import type { WindowSource } from '../source/source.ts'

/** What `clashSource` is told. */
export interface ClashSourceOptions extends CommonSourceOptions {
  /** The address of the own leaderboards. */
  url: string
  token: string
}

/** The races that the provider runs itself, and no others. */
export const clashKind: Pick<WindowSource, 'class' | 'window'> = {
  class: 'owner',
  window: { inclusive: false, granularity: 'race', timeZone: 'UTC', maxDays: null },
}

const dates = z.looseObject({ startDate: plainText, durationDays: numberText })
const players = z.array(z.looseObject({ userId: idText, wagered: numberText }))

/**
 * Clash.gg runs the race itself and lists all races of the account; the one with exactly the window that is asked for
 * is taken. Amounts are cents with decimals.
 */
export function clashSource(options: ClashSourceOptions): WindowSource {
  const source: WindowSource = {
    ...commonFacts(options, { id: 'clash', token: options.token }),
    ...clashKind,
    unit: { exponent: 2, encoding: 'number' },
    identity: 'uid',
    auth: 'bearer',
    async readWindow(http, window) {
      checkWindow(source, window)
      const request = { url: options.url, headers: { authorization: `Bearer ${options.token}` } }
      return http.getJson(request, (body) => {
        const races = findList(body, 'data')
        const { rows, path } = findList(body, `data.${raceAt(races.rows, window)}.topPlayers`)
        return {
          asOf: null,
          totalUsers: null,
          rowsPath: path,
          totals: parseReadingBody(players, rows, path).map(({ userId, name, wagered }, index) => ({
            uid: userId,
            name: readName(name),
            total: readAmount(wagered, () => `${path}.${index}.wagered`, source.unit.exponent),
          })),
        }
      })
    },
  }
  return source
}

/**
 * Which of the provider's races has this window. Two of them would leave open which one pays. A race that cannot be read
 * is none of ours, unless none else is.
 */
function raceAt(races: readonly unknown[], { start, end }: WagerWindow): number {
  let unreadable: GoatedError | undefined
  const found = races.flatMap((race, index) => {
    try {
      const { startDate, durationDays } = parseReadingBody(dates, race, `data.${index}`)
      const from = readTime(startDate, `data.${index}.startDate`).getTime()
      const starts = from === start.getTime() && !finerThanMs.test(startDate)
      return starts && isLength(durationDays, end.getTime() - from) ? [index] : []
    } catch (error) {
      if (!isGoatedError(error)) throw error
      unreadable ??= error
      return []
    }
  })
  const [index, another] = found
  if (index !== undefined && another === undefined) return index
  if (index === undefined && unreadable !== undefined) throw unreadable
  const [reason, message] =
    index === undefined
      ? (['RACE_NOT_FOUND', 'The provider runs no race with this window.'] as const)
      : (['RACE_AMBIGUOUS', 'The provider runs several races with this window.'] as const)
  throw ingestError('READING_INVALID', message, { details: { reason } })
}

const finerThanMs = /\.\d{3}\d*[1-9]/

/** Whether so many days are exactly so many milliseconds: 6.9999 days are no week. */
function isLength(days: string, ms: number): boolean {
  try {
    const units = parseAmount(days.slice(NUMBER_MARK.length))
    return units * 86_400_000n === BigInt(ms) * 100_000_000n
  } catch {
    // More digits than make a millisecond, or far too many days.
    return false
  }
}
