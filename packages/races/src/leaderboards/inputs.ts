import { instantInput, sourceInput } from '@goated/schema/inputs'
import { LEADERBOARD_PERIODS } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { calendarInput } from '../race/rules.ts'

/** The leaderboard of a provider's period at a moment. */
export const loadLeaderboardInput = z.strictObject({
  source: sourceInput,
  period: z.enum(LEADERBOARD_PERIODS),
  /** The source's. */
  calendar: calendarInput,
  now: instantInput,
})
export type LoadLeaderboardInput = z.input<typeof loadLeaderboardInput>
