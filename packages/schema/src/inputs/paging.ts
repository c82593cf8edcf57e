import * as z from 'zod'
import { wholeNumberInput } from './fields.ts'

/** Which part of a list to answer with. A list with filters is `pagingInput.extend({ ... })`, which is still strict. */
export const pagingInput = z.strictObject({
  limit: wholeNumberInput(1, 200).default(50),
  offset: wholeNumberInput(0, 2_147_483_647).default(0),
})
export type PagingInput = z.input<typeof pagingInput>
