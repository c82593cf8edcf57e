import { RACE_TYPES, SOURCE_CLASSES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { amount, id, instant, money, pageOf } from './fields.ts'
import { rulesForAdmins } from './race-rules.ts'
import { race } from './race.ts'

const rules = { source: z.string(), sourceClass: z.enum(SOURCE_CLASSES), ...rulesForAdmins }

/** A race with what only admins see. */
export const adminRace = race
  .extend({
    ...rules,
    seriesId: id.nullable(),
    settledBy: instant.nullable(),
    completedAt: instant.nullable(),
    closingReason: z.string().nullable(),
    createdBy: id.nullable(),
    createdAt: instant,
    flaggedEntrants: z.int(),
    payoutsOwed: z.int(),
    archiveId: id.nullable(),
  })
  .meta({ id: 'AdminRace' })
export type AdminRace = z.input<typeof adminRace>

export const adminRacesPage = pageOf(adminRace).meta({ id: 'AdminRacesPage' })

/** How a pool would be split, before anything is stored. */
export const prizePreview = z
  .object({
    kind: z.enum(['percent', 'amount']),
    places: z
      .array(z.object({ place: z.int(), amount: money }))
      .meta({ description: 'What each place gets when all are taken; at most the first hundred.' }),
    placeCount: z.int(),
    total: money,
    unallocated: money.meta({ description: 'What is not paid out.' }),
    shareTotal: z.string().nullable().meta({ description: 'Sum of the shares in percent; null for fixed amounts.' }),
  })
  .meta({ id: 'PrizePreview' })
export type PrizePreview = z.input<typeof prizePreview>

export const raceSeries = z
  .object({
    id,
    title: z.string(),
    type: z.enum(RACE_TYPES),
    prizePool: money,
    currency: z.string(),
    minWager: amount,
    timeZone: z.string(),
    ...rules,
    anchorStart: instant,
    periodSeconds: z.int().nullable(),
    active: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: 'RaceSeries' })
export type RaceSeries = z.input<typeof raceSeries>

export const raceSeriesPage = pageOf(raceSeries).meta({ id: 'RaceSeriesPage' })

/** What a new race of this installation starts from. */
export const raceDefaults = z
  .object({
    source: z.string(),
    sourceClass: z.enum(SOURCE_CLASSES),
    calendar: z.object({ timeZone: z.string(), weekStartsOn: z.int() }),
  })
  .meta({ id: 'RaceDefaults' })
