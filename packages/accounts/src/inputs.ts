/** What the functions of this package take from outside, checked: one schema a function. Free of drizzle and of Node. */
export { loadUserInput } from './account/inputs.ts'
export {
  createApiTokenBody,
  createApiTokenInput,
  type CreateApiTokenInput,
  revokeApiTokenInput,
  type RevokeApiTokenInput,
} from './api-tokens/inputs.ts'
export { recordAuditInput, type RecordAuditInput, listAuditInput, type ListAuditInput } from './audit/inputs.ts'
export { setNameHiddenBody, setNameHiddenInput, type SetNameHiddenInput } from './privacy/inputs.ts'
export {
  startTotpEnrolmentInput,
  type StartTotpEnrolmentInput,
  finishTotpEnrolmentBody,
  finishTotpEnrolmentInput,
  type FinishTotpEnrolmentInput,
  removeTotpBody,
  removeTotpInput,
  type RemoveTotpInput,
  renewRecoveryCodesInput,
  type RenewRecoveryCodesInput,
} from './second-factor/inputs.ts'
export {
  loginInput,
  signInInput,
  type SignInInput,
  confirmTotpBody,
  confirmTotpInput,
  type ConfirmTotpInput,
  endSessionsInput,
  type EndSessionsInput,
  endSessionInput,
  type EndSessionInput,
  stepUpBody,
  stepUpInput,
  type StepUpInput,
} from './sessions/inputs.ts'
export {
  createUserInput,
  type CreateUserInput,
  ensureFirstAdminInput,
  type EnsureFirstAdminInput,
  changePasswordBody,
  changePasswordInput,
  type ChangePasswordInput,
  listUsersInput,
  type ListUsersInput,
  setAdminBody,
  setAdminInput,
  type SetAdminInput,
  resetAdminInput,
  type ResetAdminInput,
} from './users/inputs.ts'
