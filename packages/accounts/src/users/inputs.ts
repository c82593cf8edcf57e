import { emailInput, idInput, lineInput, pagingInput, passwordInput, usernameInput } from '@goated/schema/inputs'
import * as z from 'zod'
import { loginInput } from '../sessions/inputs.ts'

/** A user that an operator or an admin makes, with a password from the start. */
export const createUserInput = z.strictObject({
  username: usernameInput,
  email: emailInput.optional(),
  password: passwordInput,
  isAdmin: z.boolean().default(false),
})
export type CreateUserInput = z.input<typeof createUserInput>

/** The admin that a new installation starts with. */
export const ensureFirstAdminInput = z.strictObject({ username: usernameInput, password: passwordInput })
export type EnsureFirstAdminInput = z.input<typeof ensureFirstAdminInput>

/** The present password proves who asks. */
export const changePasswordBody = z.strictObject({ password: loginInput.shape.password, newPassword: passwordInput })

export const changePasswordInput = z.strictObject({
  ...changePasswordBody.shape,
  userId: idInput,
  /** The session that asks, which goes on with a new token; without it all end. */
  sessionId: idInput.optional(),
})
export type ChangePasswordInput = z.input<typeof changePasswordInput>

/** `search` is how the user name begins, whatever the case. */
export const listUsersInput = pagingInput.extend({
  search: lineInput(64)
    .overwrite((text) => text.normalize('NFC'))
    .optional(),
  isAdmin: z.boolean().optional(),
})
export type ListUsersInput = z.input<typeof listUsersInput>

export const setAdminBody = z.strictObject({ isAdmin: z.boolean() })

export const setAdminInput = z.strictObject({
  ...setAdminBody.shape,
  userId: idInput,
  /** The admin who asks, and who must still be one by then. Left out where the operator decides. */
  changedBy: idInput.optional(),
})
export type SetAdminInput = z.input<typeof setAdminInput>

/** An admin who is locked out, and a new password for that account. */
export const resetAdminInput = z.strictObject({
  /** The user name, whatever the case. */
  username: loginInput.shape.username,
  password: passwordInput,
  /** Leave the API tokens that the admin created as they are. */
  keepTokens: z.boolean().default(false),
})
export type ResetAdminInput = z.input<typeof resetAdminInput>
