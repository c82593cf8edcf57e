import { RACE_STATUSES, RACE_TYPES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { amount, amountText, id, instant, instantText, money, moneyText, pageOf, shownPlayer } from './fields.ts'

/** A race as the public sees it. */
export const race = z
  .object({
    id,
    title: z.string(),
    type: z.enum(RACE_TYPES),
    status: z.enum(RACE_STATUSES),
    prizePool: money,
    currency: z.string(),
    startDate: instant,
    endDate: instant,
    minWager: amount,
    timeZone: z.string(),
    rules: z.string().nullable(),
    description: z.string().nullable(),
    prizes: z
      .array(z.object({ place: z.int(), amount: money }))
      .meta({ description: 'What each place gets when all are taken; at most the first hundred.' }),
    entrants: z.int(),
    totalWagered: amount,
    updatedAt: instant.nullable().meta({ description: 'Source time of the newest reading in the totals.' }),
    stale: z.boolean(),
    nextRaceId: id.nullable(),
  })
  .meta({ id: 'Race' })
export type Race = z.input<typeof race>

// The rows of boards are text on both sides: to encode thousands of them takes twice as long as to write them by hand.
export const standing = z
  .object({
    rank: z.int().meta({ description: 'Whoever is level shares a rank: 1, 1, 3.' }),
    position: z.int().meta({ description: 'Where the row stands in the list: 1 to n, each once.' }),
    previousRank: z.int().nullable(),
    ...shownPlayer.shape,
    total: amountText,
    adjustment: amountText.meta({ description: 'What staff added or took; part of the total. The rulings say why.' }),
    prize: moneyText.meta({ description: 'What the entrant would receive if the race ended now, or receives.' }),
    flags: z.array(z.string()).meta({ description: 'Names of what an admin looks into.' }),
    stale: z
      .boolean()
      .meta({ description: 'The newest reading does not list the entrant, so the total is carried forward.' }),
  })
  .meta({ id: 'Standing' })
export type Standing = z.input<typeof standing>

export const standingsPage = pageOf(standing)
  .extend({ raceId: id, version: z.int(), updatedAt: instantText.nullable(), stale: z.boolean() })
  .meta({ id: 'StandingsPage' })
export type StandingsPage = z.input<typeof standingsPage>

export const standingsAround = z
  .object({ rank: z.int(), key: shownPlayer.shape.key, items: z.array(standing) })
  .meta({ id: 'StandingsAround', description: 'A player with neighbours; `key` says which row is the player’s.' })

const progressPoint = z.object({ at: instant, total: amount })

export const participantHistory = z
  .object({ ...shownPlayer.shape, raceId: id, items: z.array(progressPoint) })
  .meta({ id: 'ParticipantHistory' })

/** How the totals of the best came about, for a chart. */
export const raceProgressions = z
  .object({
    raceId: id,
    players: z.array(z.object({ ...shownPlayer.shape, rank: z.int(), points: z.array(progressPoint) })),
  })
  .meta({ id: 'RaceProgressions' })
export type RaceProgressions = z.input<typeof raceProgressions>
