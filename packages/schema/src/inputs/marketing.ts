import * as z from 'zod'
import { emailInput, idInput, instantInput, lineInput, textInput } from './fields.ts'

/** A bonus code: characters that survive being typed off a screen and put into an address. */
export const bonusCodeInput = z
  .string()
  .trim()
  .max(64)
  .regex(/^[A-Za-z0-9_-]{3,64}$/, 'Must be 3 to 64 letters, digits, - or _.')

/** A new promotional code. */
export const createBonusCodeBody = z.strictObject({
  code: bonusCodeInput,
  description: textInput(2000).optional(),
  value: lineInput(100),
  expiresAt: instantInput.optional(),
})
export type CreateBonusCodeBody = z.input<typeof createBonusCodeBody>

export const createBonusCodeInput = z.strictObject({ ...createBonusCodeBody.shape, createdBy: idInput.optional() })
export type CreateBonusCodeInput = z.input<typeof createBonusCodeInput>
export type ParsedCreateBonusCode = z.output<typeof createBonusCodeInput>

/** Asking for the newsletter. The address is written to only after it was confirmed. */
export const subscribeInput = z.strictObject({
  email: emailInput,
  /** Where the form stood. */
  source: lineInput(64).optional(),
})
export type SubscribeInput = z.input<typeof subscribeInput>
export type ParsedSubscribe = z.output<typeof subscribeInput>
