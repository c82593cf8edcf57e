import * as z from 'zod'
import { CHALLENGE_STATUSES, ENTRY_STATUSES, VERIFICATION_STATUSES } from '../tables/telegram.ts'
import {
  adminNameInput,
  betLinkInput,
  idInput,
  lineInput,
  telegramIdInput,
  textInput,
  usernameInput,
} from './fields.ts'
import { bonusCodeInput } from './marketing.ts'

/** A Telegram user claims a platform name. Both Telegram fields come from Telegram's update, never from the message. */
export const requestVerificationInput = z.strictObject({
  telegramId: telegramIdInput,
  telegramUsername: z
    .string()
    .regex(/^\w{1,32}$/, 'Must be a Telegram user name without @.')
    .optional(),
  goatedUsername: usernameInput,
})
export type RequestVerificationInput = z.input<typeof requestVerificationInput>
export type ParsedRequestVerification = z.output<typeof requestVerificationInput>

/** An admin's answer to a claim. */
export const decideVerificationBody = z.strictObject({
  decision: z.enum(VERIFICATION_STATUSES).exclude(['pending']),
  adminNotes: textInput(2000).optional(),
})
export type DecideVerificationBody = z.input<typeof decideVerificationBody>

export const decideVerificationInput = z.strictObject({
  ...decideVerificationBody.shape,
  telegramId: telegramIdInput,
  verifiedBy: adminNameInput,
})
export type DecideVerificationInput = z.input<typeof decideVerificationInput>
export type ParsedDecideVerification = z.output<typeof decideVerificationInput>

/** A new challenge. Multiplier, bet, prize and timeframe are wording for people, as the specification has them. */
export const createChallengeBody = z.strictObject({
  game: lineInput(100),
  multiplier: lineInput(64),
  minBet: lineInput(64),
  prizeAmount: lineInput(64),
  maxWinners: z.int().min(1).max(10_000),
  timeframe: lineInput(100),
  description: textInput(2000).optional(),
  /** A draft waits to be announced. */
  status: z.enum(CHALLENGE_STATUSES).extract(['draft', 'active']).default('draft'),
})
export type CreateChallengeBody = z.input<typeof createChallengeBody>

export const createChallengeInput = z.strictObject({ ...createChallengeBody.shape, createdBy: adminNameInput })
export type CreateChallengeInput = z.input<typeof createChallengeInput>
export type ParsedCreateChallenge = z.output<typeof createChallengeInput>

/** A submission. The link is stored and shown, never fetched; which hosts are allowed is the application's choice. */
export const submitEntryInput = z.strictObject({
  challengeId: idInput,
  telegramId: telegramIdInput,
  betLink: betLinkInput,
})
export type SubmitEntryInput = z.input<typeof submitEntryInput>
export type ParsedSubmitEntry = z.output<typeof submitEntryInput>

const decisionFields = {
  decision: z.enum(ENTRY_STATUSES).exclude(['pending']),
  bonusCode: bonusCodeInput.optional(),
}
const rewardsApproval = (entry: { decision: string; bonusCode?: string | undefined }) =>
  entry.decision === 'approved' || entry.bonusCode === undefined
const noReward = { path: ['bonusCode'], error: 'Must be given to approved entries only.' }

/** An admin's answer to a submission, with the bonus code of a winner. */
export const decideEntryBody = z.strictObject(decisionFields).refine(rewardsApproval, noReward)
export type DecideEntryBody = z.input<typeof decideEntryBody>

export const decideEntryInput = z
  .strictObject({ ...decisionFields, entryId: idInput, verifiedBy: adminNameInput })
  .refine(rewardsApproval, noReward)
export type DecideEntryInput = z.input<typeof decideEntryInput>
export type ParsedDecideEntry = z.output<typeof decideEntryInput>
