import { ProblemError } from '../../api/client.ts'

const wording: Record<string, string> = {
  SIGN_IN_REFUSED: 'That is not right. Check what you typed and try again.',
  PASSWORD_WRONG: 'The present password is not right.',
  TOTP_CODE_WRONG: 'The code is not right. Codes change every 30 seconds: take the one shown now.',
  PROOF_REFUSED: 'That is not right. Each code works once: if you have just used one, wait for the next.',
  STEP_UP_REQUIRED: 'Nothing was changed, because you did not confirm that it is you.',
  SECOND_FACTOR_REFUSED: 'The password is not right.',
  SESSION_NOT_FOUND: 'That session is over already.',
  FORBIDDEN: 'You may not do this.',
  LAST_ADMIN: 'This is the last admin. Make somebody else an admin first.',
  DECISION_NOT_DUE: 'There is nothing to decide any more: a newer reading has changed the situation.',
  PAYOUT_NOT_OWED: 'Somebody has settled this payout already.',
  ADJUSTMENT_NOT_FOUND: 'This adjustment was reverted already.',
  RACE_NOT_FOUND: 'There is no such race.',
  ENTRANT_NOT_FOUND: 'This player does not take part in the race.',
  QUARANTINED_READING_NOT_FOUND: 'There is no such reading in quarantine.',
  RATE_LIMITED: 'Too many requests. Wait a moment and try again.',
}

/** What went wrong, for whoever has to do something about it. */
export function problemText(error: Error): string {
  if (!(error instanceof ProblemError)) return 'The server cannot be reached. Check the connection and try again.'
  if (error.code === 'INPUT_INVALID' && error.errors[0]) return error.errors.map(({ message }) => message).join(' ')
  return (error.code === undefined ? undefined : wording[error.code]) ?? error.message
}
