import { moneyInput, wholeNumberInput } from '@goated/schema/inputs'
import * as z from 'zod'
import { PLACES_MAX, prizeDistributionInput } from '../race/prize-distribution-input.ts'

/** How a pool would be split, before there is a race. */
export const previewPrizesInput = z.strictObject({
  prizePool: moneyInput,
  prizeDistribution: prizeDistributionInput,
  /** The most places to list. */
  placesMax: wholeNumberInput(1, PLACES_MAX).default(100),
})
export type PreviewPrizesInput = z.input<typeof previewPrizesInput>
