import { idInput } from '@goated/schema/inputs'
import * as z from 'zod'

export const setNameHiddenBody = z.strictObject({ hidden: z.boolean() })

export const setNameHiddenInput = z.strictObject({ ...setNameHiddenBody.shape, userId: idInput })
export type SetNameHiddenInput = z.input<typeof setNameHiddenInput>
