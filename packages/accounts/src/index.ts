export type { ListedApiToken } from './api-tokens/api-token.ts'
export { createApiToken } from './api-tokens/create-api-token.ts'
export { type ApiTokenView, findApiToken } from './api-tokens/find-api-token.ts'
export { listApiTokens } from './api-tokens/list-api-tokens.ts'
export { revokeApiToken } from './api-tokens/revoke-api-token.ts'
export { entryHash, type HashedEntry } from './audit/entry-hash.ts'
export { listAudit, type ListedAuditEntry } from './audit/list-audit.ts'
export { recordAudit } from './audit/record-audit.ts'
export { type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { type AttemptLimit, DEFAULT_LOGIN_LIMITS, type LoginLimits } from './credentials/attempts.ts'
export { changePassword, type ChangePasswordResult } from './users/change-password.ts'
export { type AccountErrorCode, accountErrors } from './errors.ts'
export { networkOf } from './credentials/network-of.ts'
export {
  answerOnce,
  type AnswerOnceDeps,
  type AnswerOnceResult,
  type KeyedAnswer,
  type KeyedRequest,
} from './idempotency/answer-once.ts'
export { pruneIdempotencyKeys } from './idempotency/prune-idempotency-keys.ts'
export { addHits, type Hits } from './limits/add-hits.ts'
export { maskName } from './privacy/mask-name.ts'
export { setNameHidden } from './privacy/set-name-hidden.ts'
export { pruneAccounts, type PrunedAccounts } from './prune-accounts.ts'
export { confirmTotp, type ConfirmTotpDeps, type ConfirmTotpResult } from './sessions/confirm-totp.ts'
export { endSession, endSessions, signOut } from './sessions/end-sessions.ts'
export { findSession } from './sessions/find-session.ts'
export { DEFAULT_LIFETIMES, type Lifetime, type SessionLifetimes } from './sessions/lifetimes.ts'
export { type ListedSession, listSessions } from './sessions/list-sessions.ts'
export { isProofFresh, owesFactor, STEP_UP_WITHIN_MS } from './sessions/proof.ts'
export type { RenewedSession } from './sessions/renewed-session.ts'
export type { BegunSession, SessionView } from './sessions/session-view.ts'
export { signIn, type SignInDeps, type SignInResult } from './sessions/sign-in.ts'
export { stepUp, type StepUpResult } from './sessions/step-up.ts'
export {
  finishTotpEnrolment,
  type FinishTotpEnrolmentResult,
  startTotpEnrolment,
  type TotpDeps,
} from './second-factor/enrolment.ts'
export { removeTotp, type RemoveTotpResult } from './second-factor/remove-totp.ts'
export { renewRecoveryCodes, type RenewRecoveryCodesResult } from './second-factor/renew-recovery-codes.ts'
export type { AccountUser } from './account/account-user.ts'
export { createUser } from './users/create-user.ts'
export { ensureFirstAdmin, type FirstAdmin } from './users/ensure-first-admin.ts'
export { type ListedUser, listUsers, loadUser } from './users/list-users.ts'
export { loadUserNames } from './users/load-user-names.ts'
export { type AdminReset, resetAdmin } from './users/reset-admin.ts'
export { type AdminChange, setAdmin } from './users/set-admin.ts'
