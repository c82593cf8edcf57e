import { idInput } from '@goated/schema/inputs'
import * as z from 'zod'

/** One user, by id. */
export const loadUserInput = z.strictObject({ userId: idInput })
