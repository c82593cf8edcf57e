import { GoatedError } from '@goated/schema'
import { z } from 'zod'
import { commonFacts, type CommonSourceOptions } from './defaults.ts'
import { refuseErrorBody } from './error-body.ts'
import { idText, numberText, parseReadingBody, plainText, readAmount, readCount, readName, readTime } from './fields.ts'
import type { WagerWindow, WindowSource } from './source.ts'
import { checkWindow } from './window.ts'

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

const leaderboard = z.looseObject({
  id: idText,
  startDate: plainText,
  durationDays: numberText,
  topPlayers: z.array(z.looseObject({ userId: idText, name: plainText, wagered: numberText })),
})
const body = z.looseObject({ data: z.array(leaderboard) })

const dayMs = 86_400_000

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
      const answer = await http.getJson({ url: options.url, headers: { authorization: `Bearer ${options.token}` } })
      refuseErrorBody(answer)
      const { data } = parseReadingBody(body, answer)
      const index = raceAt(data, window)
      const path = `data.${index}.topPlayers`
      return {
        asOf: null,
        totalUsers: null,
        totals: (data[index]?.topPlayers ?? []).map(({ userId, name, wagered }, row) => ({
          uid: userId,
          name: readName(name, userId),
          total: readAmount(wagered, `${path}.${row}.wagered`, source.unit.exponent),
        })),
      }
    },
  }
  return source
}

/** Which of the provider's races has this window. Two of them would leave open which one pays. */
function raceAt(races: readonly { startDate: string; durationDays: string }[], { start, end }: WagerWindow): number {
  const found = races.flatMap(({ startDate, durationDays }, index) => {
    const from = readTime(startDate, `data.${index}.startDate`).getTime()
    return from === start.getTime() && from + readCount(durationDays) * dayMs === end.getTime() ? [index] : []
  })
  const [index, another] = found
  if (index !== undefined && another === undefined) return index
  const [reason, message] =
    index === undefined
      ? (['RACE_NOT_FOUND', 'The provider runs no race with this window.'] as const)
      : (['RACE_AMBIGUOUS', 'The provider runs several races with this window.'] as const)
  throw new GoatedError('READING_INVALID', message, { details: { reason } })
}
