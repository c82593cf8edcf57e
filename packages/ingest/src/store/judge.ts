import type { ReadingRow } from '../source/source.ts'

/** The reading that is stored last, as far as the next one is measured against it. */
export interface PreviousReading {
  listedUsers: number
  sumAllTime: bigint
}

/** Why a reading that parsed well is not believed. */
export type Refusal = 'SUM_JUMPED' | 'SUM_COLLAPSED' | 'COUNT_COLLAPSED' | 'SOURCE_TIME_AHEAD'

/** What a stored reading makes an operator look at. */
export type Alarm = 'SUM_FELL' | 'COUNT_FELL' | 'TOTAL_USERS_MISMATCH'

export interface Judgement {
  refusal: Refusal | null
  alarms: Alarm[]
  /** False: players are missing, so absence proves nothing. */
  complete: boolean
  sumAllTime: bigint
}

// Cents taken for dollars make a factor of 100; no quarter of an hour of play does.
const jumpFactor = 50n
const sourceTimeAheadMaxMs = 5 * 60_000

/** Measures a reading against what the upstream says of itself and against the reading before. */
export function judgeReading(
  reading: { rows: readonly ReadingRow[]; totalUsers: number | null; asOf: Date },
  previous: PreviousReading | null,
  now: Date,
): Judgement {
  const { rows, totalUsers } = reading
  let sumAllTime = 0n
  for (const row of rows) sumAllTime += row.allTime
  const alarms: Alarm[] = []
  const short = totalUsers !== null && rows.length < totalUsers
  if (totalUsers !== null && rows.length !== totalUsers) alarms.push('TOTAL_USERS_MISMATCH')
  // Without a count of its own, a reading that lost more than one in twenty at once is taken for a part.
  const fell = previous !== null && rows.length * 20 < previous.listedUsers * 19
  if (fell) alarms.push('COUNT_FELL')
  if (previous !== null && sumAllTime < previous.sumAllTime) alarms.push('SUM_FELL')
  return { refusal: refusalOf(), alarms, complete: !short && !(totalUsers === null && fell), sumAllTime }

  function refusalOf(): Refusal | null {
    if (reading.asOf.getTime() > now.getTime() + sourceTimeAheadMaxMs) return 'SOURCE_TIME_AHEAD'
    if (previous === null) return null
    // A part is stored as a part when the upstream says so itself; a sum over a part proves nothing.
    if (short) return null
    if (rows.length * 2 < previous.listedUsers) return 'COUNT_COLLAPSED'
    if (previous.sumAllTime > 0n && sumAllTime > previous.sumAllTime * jumpFactor) return 'SUM_JUMPED'
    if (sumAllTime * jumpFactor < previous.sumAllTime) return 'SUM_COLLAPSED'
    return null
  }
}
