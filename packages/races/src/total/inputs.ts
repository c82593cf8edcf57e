import { idInput, wholeNumberInput } from '@goated/schema/inputs'
import * as z from 'zod'

/** The progression of one entrant, for a chart. */
export const loadProgressionInput = z.strictObject({ raceId: idInput, userId: idInput })
export type LoadProgressionInput = z.input<typeof loadProgressionInput>

/** The progressions of a race's best, for a chart. */
export const loadTopProgressionsInput = z.strictObject({ raceId: idInput, limit: wholeNumberInput(1, 20).default(5) })
export type LoadTopProgressionsInput = z.input<typeof loadTopProgressionsInput>
