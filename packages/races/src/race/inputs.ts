import { idInput, instantInput, pagingInput, sourceInput } from '@goated/schema/inputs'
import { RACE_STATUSES } from '@goated/schema/vocabulary'
import * as z from 'zod'

/** One race, by its id. */
export const findRaceInput = z.strictObject({ raceId: idInput })

/** Races, all or those of one status. */
export const listRacesInput = pagingInput.extend({ status: z.enum(RACE_STATUSES).optional() })
export type ListRacesInput = z.input<typeof listRacesInput>

/** Races of a source that wait for readings at a moment. */
export const listUnsettledRacesInput = z.strictObject({ source: sourceInput, now: instantInput })

/** The race that follows another in its series. */
export const findNextRaceInput = z.strictObject({ seriesId: idInput.nullable(), startDate: instantInput })
