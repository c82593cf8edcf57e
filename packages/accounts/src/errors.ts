import type { SchemaErrorCode } from '@goated/schema'
import { type DeclaredErrors, type ErrorMaker, makeError } from '@goated/schema/errors'

/** The codes of this package. */
export const accountErrors = {
  USER_NOT_FOUND: { kind: 'not_found', when: 'there is no such user' },
  USERNAME_TAKEN: { kind: 'conflict', when: 'another user has the name, whatever the case' },
  EMAIL_TAKEN: { kind: 'conflict', when: 'another user has the e-mail address' },
  FIRST_ADMIN_NAME_TAKEN: { kind: 'conflict', when: 'there is no admin, and the name belongs to a user who is none' },
  LAST_ADMIN: { kind: 'conflict', when: 'no other admin could sign in' },
  CHANGER_NOT_ADMIN: { kind: 'forbidden', when: 'whoever makes or unmakes an admin is none any more' },
  USER_NOT_ADMIN: { kind: 'conflict', when: "only an admin's account can be reset" },
  SESSION_NOT_FOUND: { kind: 'not_found', when: 'the user has no such session, or it is over' },
  USER_UNCLAIMED: { kind: 'conflict', when: 'nobody can sign in as the user, so it cannot become an admin' },
  PASSWORD_CHECKS_BUSY: { kind: 'busy', when: 'too many passwords are being checked at this moment' },
  SECRET_TOO_SHORT: { kind: 'fault', when: 'the secret for second factors has fewer than 32 characters' },
  TOTP_ENROLLED: { kind: 'conflict', when: 'the user has a second factor already' },
  TOTP_NOT_ENROLLED: { kind: 'conflict', when: 'the user has no second factor' },
  TOTP_SECRET_UNREADABLE: { kind: 'fault', when: 'a second factor was encrypted with another secret' },
  TOKEN_CREATOR_NOT_ADMIN: { kind: 'forbidden', when: 'only admins make API tokens' },
  TOKEN_SCOPES_EXCEEDED: { kind: 'forbidden', when: 'a token cannot make one that may do more than itself' },
  TOKEN_EXPIRY_EXCEEDED: { kind: 'forbidden', when: 'a token cannot make one that lasts longer than itself' },
  TOKEN_EXPIRED: { kind: 'invalid', when: 'a new token would have expired already' },
  TOKEN_NOT_FOUND: { kind: 'not_found', when: 'no such token, or it was revoked already' },
} as const satisfies DeclaredErrors
export type AccountErrorCode = keyof typeof accountErrors

/** Makes an error of this package, or one with a code that packages share. */
export const accountError: ErrorMaker<AccountErrorCode | SchemaErrorCode> = makeError
