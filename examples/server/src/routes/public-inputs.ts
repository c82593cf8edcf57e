import { idInput, pagingInput, wholeNumberInput } from '@goated/schema'
import { RACE_STATUSES } from '@goated/schema/tables'
import * as z from 'zod'

/** What the public routes accept in paths and query strings. */

export const idParams = z.strictObject({ id: idInput })

/** A player's name to look up. Names are stored in composed form and may carry an id behind them, so they may be long. */
const playerName = z
  .string()
  .max(256)
  .overwrite((name) => name.normalize('NFC').trim())
  .min(1)

export const participantParams = z.strictObject({ id: idInput, username: playerName })

export const radiusQuery = z.strictObject({ radius: wholeNumberInput(0, 50).default(5) })

export const racesQuery = pagingInput.extend({ status: z.enum(RACE_STATUSES).optional() })

export const playerParams = z.object({ username: playerName })

export const leaderboardQuery = pagingInput.extend({
  search: z
    .string()
    .max(64)
    .overwrite((text) => text.normalize('NFC').trim())
    .optional(),
})

export const noQuery = z.strictObject({})
