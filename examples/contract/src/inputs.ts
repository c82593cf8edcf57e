import { idInput, instantInput, pagingInput, soughtNameInput, wholeNumberInput } from '@goated/schema/inputs'
import { INGEST_OUTCOMES, LEADERBOARD_PERIODS, PAYOUT_STATUSES, RACE_STATUSES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { nameOfSegment } from './name-segment.ts'

// What routes accept in paths and query strings. Strict, like all inputs: an unknown field is named, not ignored.

export const noQuery = z.strictObject({})
export const idParams = z.strictObject({ id: idInput })

/** A player's name to look up. Names may carry an id behind them, so they may be long. */
const playerName = soughtNameInput(256)
  .min(1)
  .overwrite(nameOfSegment)
  .meta({ description: 'The name of a player. `.` and `..`, which browsers remove from addresses, as `~.` and `~..`.' })
const namePrefix = soughtNameInput(64)

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

export const participantParams = z.strictObject({ id: idInput, username: playerName })
export const playerParams = z.strictObject({ username: playerName })
export const periodParams = z.strictObject({ period: z.enum(LEADERBOARD_PERIODS) })
export const periodPlayerParams = z.strictObject({ period: z.enum(LEADERBOARD_PERIODS), username: playerName })
export const entrantParams = z.strictObject({ id: idInput, userId: idInput })

export const radiusQuery = z.strictObject({ radius: wholeNumberInput(0, 50).default(5) })
export const racesQuery = pagingInput.extend({ status: z.enum(RACE_STATUSES).optional() })
export const historicalRacesQuery = pagingInput.extend({ raceId: idInput.optional() })
export const leaderboardQuery = pagingInput.extend({ search: namePrefix.optional() })
export const progressionsQuery = z.strictObject({ limit: wholeNumberInput(1, 20).default(5) })
export const evidenceQuery = z.strictObject({
  limit: wholeNumberInput(1, 1000).default(100),
  offset: wholeNumberInput(0, 2_147_483_647).default(0),
})
export const spanQuery = z
  .strictObject({ from: instantInput.optional(), to: instantInput.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ['to'],
    error: 'Must be after from.',
  })

export const seriesQuery = pagingInput.extend({ active: flag.optional() })
export const entrantsQuery = pagingInput.extend({
  flagged: flag.optional(),
  disqualified: flag.optional(),
  search: namePrefix.optional(),
})
export const payoutsQuery = pagingInput.extend({
  raceId: idInput.optional(),
  status: z.enum(PAYOUT_STATUSES).optional(),
})
export const runsQuery = pagingInput.extend({
  outcome: z.enum(INGEST_OUTCOMES).optional(),
  raceId: idInput.optional(),
})
export const healthQuery = z.strictObject({ hours: wholeNumberInput(1, 24 * 31).default(24) })
export const usersQuery = pagingInput.extend({ search: namePrefix.optional(), isAdmin: flag.optional() })
export const auditQuery = pagingInput.extend({
  action: z.string().trim().min(1).max(100).optional(),
  actorUserId: idInput.optional(),
  targetKind: z.string().trim().min(1).max(64).optional(),
  targetId: z.string().trim().min(1).max(64).optional(),
})

/** A code of an authenticator app, or a recovery code. */
export const codeInput = z.string().trim().min(6).max(32)
/** A password that somebody has already. */
export const knownPasswordInput = z.string().min(1).max(256)
