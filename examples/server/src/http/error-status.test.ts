import { expect, test } from 'vitest'
import { statusOf } from './error-status.ts'

test.each([
  ['INPUT_INVALID', 400],
  ['PRIZE_ORDER', 400],
  ['TOKEN_EXPIRED', 400],
  ['TOTP_CODE_WRONG', 400],
  ['UNAUTHENTICATED', 401],
  ['TOKEN_SCOPES_EXCEEDED', 403],
  ['STEP_UP_REQUIRED', 403],
  ['RACE_NOT_FOUND', 404],
  ['PARTICIPANT_NOT_FOUND', 404],
  ['RACE_NOT_OPEN', 409],
  ['USERNAME_TAKEN', 409],
  ['IDEMPOTENCY_KEY_REUSED', 422],
  ['SIGN_IN_LOCKED', 429],
  ['SOURCE_BUSY', 503],
  ['PASSWORD_CHECKS_BUSY', 503],
  ['DATABASE_UNAVAILABLE', 503],
  ['LEASE_LOST', 500],
  ['NOBODY_DECLARED_THIS', 500],
  // What every object has is no code.
  ['constructor', 500],
])('%s is answered with %i', (code, status) => {
  expect(statusOf(code)).toBe(status)
})
