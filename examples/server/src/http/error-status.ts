import { accountErrors } from '@goated/accounts'
import { ingestErrors } from '@goated/ingest'
import { raceErrors } from '@goated/races'
import { type DeclaredErrors, type ErrorKind, schemaErrors } from '@goated/schema'

/** The status that each kind of a package's error is answered with. */
const statuses: Record<ErrorKind, number> = {
  invalid: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  busy: 503,
  unavailable: 503,
  fault: 500,
}

const declared: DeclaredErrors = { ...schemaErrors, ...ingestErrors, ...raceErrors, ...accountErrors }

/** What this server itself refuses, with the status it is answered with. */
const own = {
  PASSWORD_WRONG: 400,
  TOTP_CODE_WRONG: 400,
  SECOND_FACTOR_REFUSED: 400,
  PROOF_REFUSED: 400,
  UNAUTHENTICATED: 401,
  TOKEN_INVALID: 401,
  SIGN_IN_REFUSED: 401,
  FORBIDDEN: 403,
  SCOPE_MISSING: 403,
  TOTP_SETUP_REQUIRED: 403,
  SECOND_FACTOR_REQUIRED: 403,
  STEP_UP_REQUIRED: 403,
  ORIGIN_REFUSED: 403,
  PARTICIPANT_NOT_FOUND: 404,
  IDEMPOTENCY_KEY_IN_USE: 409,
  CONTENT_TYPE_REFUSED: 415,
  IDEMPOTENCY_KEY_REUSED: 422,
  SIGN_IN_LOCKED: 429,
  RATE_LIMITED: 429,
} as const
export type ServerErrorCode = keyof typeof own

/** The HTTP status of an error's code; 500 for what is our fault, or what nobody declared. */
export function statusOf(code: string): number {
  if (Object.hasOwn(own, code)) return own[code as ServerErrorCode]
  const kind = Object.hasOwn(declared, code) ? declared[code]?.kind : undefined
  return kind === undefined ? 500 : statuses[kind]
}
