import * as z from 'zod'
import { idInput, wholeNumberInput } from './fields.ts'
import { pagingInput } from './lists.ts'

/** Archived races, of one race if it is named. `winners` is how many of the best each has with it. */
export const listHistoricalRacesInput = pagingInput.extend({
  raceId: idInput.optional(),
  winners: wholeNumberInput(0, 100).default(3),
})
export type ListHistoricalRacesInput = z.input<typeof listHistoricalRacesInput>
export type ParsedListHistoricalRaces = z.output<typeof listHistoricalRacesInput>

/** An archived race, by the archive's id, with a page of its final standings. */
export const loadHistoricalRaceInput = pagingInput.extend({ id: idInput })
export type LoadHistoricalRaceInput = z.input<typeof loadHistoricalRaceInput>
export type ParsedLoadHistoricalRace = z.output<typeof loadHistoricalRaceInput>

export const recordVerificationInput = z.strictObject({ raceId: idInput })
export type RecordVerificationInput = z.input<typeof recordVerificationInput>
export type ParsedRecordVerification = z.output<typeof recordVerificationInput>

export const verifyNewArchivesInput = z.strictObject({
  /** The most races to verify. */
  most: wholeNumberInput(1, 1000),
})
export type VerifyNewArchivesInput = z.input<typeof verifyNewArchivesInput>
export type ParsedVerifyNewArchives = z.output<typeof verifyNewArchivesInput>

export const loadRaceVerificationInput = z.strictObject({ archiveId: idInput })
export type LoadRaceVerificationInput = z.input<typeof loadRaceVerificationInput>
export type ParsedLoadRaceVerification = z.output<typeof loadRaceVerificationInput>
