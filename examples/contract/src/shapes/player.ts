import { LEADERBOARD_PERIODS, RACE_STATUSES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { amount, fraction, id, instant, money, pageOf, shownPlayer } from './fields.ts'
import { ownRuling } from './ruling.ts'

const counter = amount.nullable()

/** A player's page. */
export const playerStats = z
  .object({
    ...shownPlayer.shape,
    firstSeen: instant,
    updatedAt: instant,
    stale: z.boolean(),
    currency: z.string(),
    wagered: z
      .object({ today: counter, thisWeek: counter, thisMonth: counter, allTime: amount })
      .meta({ description: 'The present counters; null where the provider has none or has shown none this period.' }),
    periods: z
      .array(
        z.object({
          period: z.enum(LEADERBOARD_PERIODS),
          rank: z.int().nullable(),
          players: z.int(),
          growth: fraction.nullable(),
        }),
      )
      .meta({ description: 'Where the player stands on each leaderboard.' }),
    series: z
      .array(z.object({ at: instant, allTime: amount, thisMonth: counter, thisWeek: counter, today: counter }))
      .meta({ description: 'How the counters came about, changes only, thinned to at most 120 points.' }),
  })
  .meta({ id: 'PlayerStats' })
export type PlayerStats = z.input<typeof playerStats>

const playerRace = z
  .object({
    raceId: id,
    archiveId: id.nullable(),
    title: z.string(),
    status: z.enum(RACE_STATUSES),
    startDate: instant,
    endDate: instant,
    currency: z.string(),
    rank: z.int().nullable(),
    total: amount,
    prize: money.nullable(),
    rulings: z.array(ownRuling).meta({ description: "What staff did to the player's total in this race." }),
  })
  .meta({ id: 'PlayerRace' })
export type PlayerRace = z.input<typeof playerRace>

export const playerRacesPage = pageOf(playerRace).meta({ id: 'PlayerRacesPage' })
