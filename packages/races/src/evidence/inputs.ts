import { idInput, instantInput, pagingInput, wholeNumberInput } from '@goated/schema/inputs'
import * as z from 'zod'

/** The standings of a race as they stood at a moment. */
export const replayStandingsInput = z.strictObject({ raceId: idInput, at: instantInput })

/** A page of the participants of an archived race, with all that their totals were computed from. */
export const raceEvidencePageInput = z.strictObject({
  limit: wholeNumberInput(1, 100_000).default(1000),
  offset: wholeNumberInput(0, 2_147_483_647).default(0),
})
export type RaceEvidencePageInput = z.input<typeof raceEvidencePageInput>

export const recordVerificationInput = z.strictObject({ raceId: idInput })
export type RecordVerificationInput = z.input<typeof recordVerificationInput>

export const verifyNewArchivesInput = z.strictObject({
  /** The most races to verify. */
  most: wholeNumberInput(1, 1000),
})
export type VerifyNewArchivesInput = z.input<typeof verifyNewArchivesInput>

export const loadRaceVerificationInput = z.strictObject({ archiveId: idInput })
export type LoadRaceVerificationInput = z.input<typeof loadRaceVerificationInput>

/** Archived races, of one race if it is named. `winners` is how many of the best each has with it. */
export const listHistoricalRacesInput = pagingInput.extend({
  raceId: idInput.optional(),
  winners: wholeNumberInput(0, 100).default(3),
})
export type ListHistoricalRacesInput = z.input<typeof listHistoricalRacesInput>

/** An archived race, by the archive's id, with a page of its final standings. */
export const loadHistoricalRaceInput = pagingInput.extend({ id: idInput })
export type LoadHistoricalRaceInput = z.input<typeof loadHistoricalRaceInput>
