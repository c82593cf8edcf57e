import { LEADERBOARD_PERIODS } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { amountText, fraction, instantText, pageOf, shownPlayer } from './fields.ts'

export const leaderboardEntry = z
  .object({
    rank: z.int().meta({ description: 'Whoever is level shares a rank: 1, 1, 3.' }),
    position: z.int().meta({ description: 'Where the row stands in the list: 1 to n, each once.' }),
    previousRank: z.int().nullable(),
    ...shownPlayer.shape,
    amount: amountText,
    share: fraction.meta({ description: 'Of all amounts on the board.' }),
    growth: fraction
      .nullable()
      .meta({ description: 'Against the same time of the period before; null where that is not known.' }),
  })
  .meta({ id: 'LeaderboardEntry' })
export type LeaderboardEntry = z.input<typeof leaderboardEntry>

/** A leaderboard without its rows. */
export const leaderboardHead = z
  .object({
    period: z.enum(LEADERBOARD_PERIODS),
    periodStart: instantText.nullable(),
    periodEnd: instantText.nullable(),
    updatedAt: instantText.nullable(),
    stale: z.boolean(),
    version: z.int(),
    currency: z.string(),
  })
  .meta({ id: 'LeaderboardHead' })
export type LeaderboardHead = z.input<typeof leaderboardHead>

export const leaderboardPage = pageOf(leaderboardEntry).extend(leaderboardHead.shape).meta({ id: 'LeaderboardPage' })
export type LeaderboardPage = z.input<typeof leaderboardPage>

export const leaderboardAround = z
  .object({ rank: z.int(), key: shownPlayer.shape.key, items: z.array(leaderboardEntry) })
  .meta({ id: 'LeaderboardAround' })
