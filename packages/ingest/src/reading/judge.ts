import type { EmptyAnswer } from '../source/source.ts'

/** What a reading is measured against. */
export interface PreviousReading {
  /** Players in the last complete reading, and in the last one of any kind. */
  completeUsers: number
  listedUsers: number
  /** What the players of the new reading showed together before, as far as they were known, and what they show now. */
  before: bigint
  after: bigint
}

/** Why a reading that parsed well is not believed. */
type RefusalReason = 'SUM_JUMPED' | 'SUM_COLLAPSED' | 'COUNT_COLLAPSED' | 'SOURCE_TIME_AHEAD'

/** What is odd about a reading that is stored all the same. */
export type Alarm = 'SUM_FELL' | 'COUNT_FELL' | 'TOTAL_USERS_MISMATCH'

/** What a reading is judged by. */
interface Judged {
  rows: readonly { allTime: bigint }[]
  totalUsers: number | null
  asOf: Date
}

interface Judgement {
  refusal: RefusalReason | null
  alarms: Alarm[]
  /** False: players are missing, so absence proves nothing. */
  complete: boolean
  sumAllTime: bigint
}

// Cents taken for dollars make a factor of 100; no quarter of an hour of play does, unless next to nothing was wagered
// before. A falling counter needs no such excuse.
const jumpFactor = 50n
const jumpSumMin = 1000n * 100_000_000n
const sourceTimeAheadMaxMs = 5 * 60_000

/**
 * Measures a reading against what the upstream says of itself and against the readings before.
 *
 * @param trust an operator has looked: whatever the comparison says, the reading is believed
 */
export function judgeReading(
  reading: Judged,
  previous: PreviousReading | null,
  now: Date,
  trust: boolean = false,
): Judgement {
  const { rows, totalUsers } = reading
  let sumAllTime = 0n
  for (const row of rows) sumAllTime += row.allTime
  const alarms: Alarm[] = listedAlarms(rows.length, totalUsers)
  const short = totalUsers !== null && rows.length < totalUsers
  // Without a count of its own, a reading that lost more than one in twenty at once is taken for a part.
  const fell = previous !== null && rows.length * 20 < previous.listedUsers * 19
  if (fell) alarms.push('COUNT_FELL')
  if (previous !== null && previous.after < previous.before) alarms.push('SUM_FELL')
  return { refusal: refusalOf(), alarms, complete: !short && (trust || totalUsers !== null || !fell), sumAllTime }

  function refusalOf(): RefusalReason | null {
    if (reading.asOf.getTime() > now.getTime() + sourceTimeAheadMaxMs) return 'SOURCE_TIME_AHEAD'
    if (previous === null || trust) return null
    const { before, after } = previous
    // A part is stored as a part when the upstream says so itself.
    if (!short && rows.length * 2 < previous.completeUsers) return 'COUNT_COLLAPSED'
    if (before > 0n && after > before * jumpFactor && after > jumpSumMin) return 'SUM_JUMPED'
    if (after * jumpFactor < before) return 'SUM_COLLAPSED'
    return null
  }
}

/** TOTAL_USERS_MISMATCH where the upstream says another number of users than it lists. */
export function listedAlarms(listed: number, totalUsers: number | null): 'TOTAL_USERS_MISMATCH'[] {
  return totalUsers !== null && listed !== totalUsers ? ['TOTAL_USERS_MISMATCH'] : []
}

/** Compares players with themselves: who is missing from a part, or is new, makes neither a jump nor a fall. */
export function compareWithKnown(
  rows: readonly { uid: string; allTime: bigint }[],
  known: ReadonlyMap<string, { allTime: bigint }>,
  users: { complete: number; listed: number },
): PreviousReading {
  let before = 0n
  let after = 0n
  for (const { uid, allTime } of rows) {
    const account = known.get(uid)
    if (!account) continue
    before += account.allTime
    after += allTime
  }
  return { completeUsers: users.complete, listedUsers: users.listed, before, after }
}

/**
 * Whether a list of nobody is what the upstream means to say, as far as its source allows that at all. Whether it is
 * believed is another matter: where players are known, it is a collapse.
 */
export function isEmptyAnswer(emptyAnswer: EmptyAnswer, totalUsers: number | null): boolean {
  if (emptyAnswer === 'never') return false
  return totalUsers === 0 || (totalUsers === null && emptyAnswer === 'always')
}
