import { moneyInput, wholeNumberInput } from '@goated/schema/inputs'
import * as z from 'zod'
import { placesMax, prizeDistributionInput } from '../race/rules-input.ts'

/** How a pool would be split, before there is a race. */
export const previewPrizesInput = z.strictObject({
  prizePool: moneyInput,
  prizeDistribution: prizeDistributionInput,
  /** The most places to list. */
  placesMax: wholeNumberInput(1, placesMax).default(100),
})
export type PreviewPrizesInput = z.input<typeof previewPrizesInput>
