import { createUpdateSchema } from 'drizzle-zod'
import * as z from 'zod'
import { notificationPreferences } from '../tables/users.ts'
import { emailInput, idInput, lineInput, passwordInput, usernameInput } from './fields.ts'
import { pagingInput } from './lists.ts'

/** Signing up. Nothing else about a user can be chosen: not the id, not `isAdmin`. */
export const registerInput = z.strictObject({ username: usernameInput, email: emailInput, password: passwordInput })
export type RegisterInput = z.input<typeof registerInput>
export type ParsedRegister = z.output<typeof registerInput>

/** A user that an operator or an admin makes, with a password from the start. */
export const createUserInput = z.strictObject({
  username: usernameInput,
  email: emailInput.optional(),
  password: passwordInput,
  isAdmin: z.boolean().default(false),
})
export type CreateUserInput = z.input<typeof createUserInput>
export type ParsedCreateUser = z.output<typeof createUserInput>

/** The admin that a new installation starts with. */
export const ensureFirstAdminInput = z.strictObject({ username: usernameInput, password: passwordInput })
export type EnsureFirstAdminInput = z.input<typeof ensureFirstAdminInput>
export type ParsedEnsureFirstAdmin = z.output<typeof ensureFirstAdminInput>

/** Signing in. As lenient as can be: rules that changed since someone signed up must not lock them out. */
export const loginInput = z.strictObject({
  /** A user name or an e-mail address. */
  username: lineInput(256).overwrite((name) => name.normalize('NFC')),
  password: z.string().min(1).max(256),
})
export type LoginInput = z.input<typeof loginInput>
export type ParsedLogin = z.output<typeof loginInput>

/** The present password proves who asks. */
export const changePasswordBody = z.strictObject({ password: loginInput.shape.password, newPassword: passwordInput })
export type ChangePasswordBody = z.input<typeof changePasswordBody>

export const changePasswordInput = z.strictObject({
  ...changePasswordBody.shape,
  userId: idInput,
  /** The session that asks, which goes on with a new token; without it all end. */
  sessionId: idInput.optional(),
})
export type ChangePasswordInput = z.input<typeof changePasswordInput>
export type ParsedChangePassword = z.output<typeof changePasswordInput>

/** `search` is how the user name begins, whatever the case. */
export const listUsersInput = pagingInput.extend({
  search: lineInput(64)
    .overwrite((text) => text.normalize('NFC'))
    .optional(),
  isAdmin: z.boolean().optional(),
})
export type ListUsersInput = z.input<typeof listUsersInput>
export type ParsedListUsers = z.output<typeof listUsersInput>

export const setNameHiddenBody = z.strictObject({ hidden: z.boolean() })
export type SetNameHiddenBody = z.input<typeof setNameHiddenBody>

export const setNameHiddenInput = z.strictObject({ ...setNameHiddenBody.shape, userId: idInput })
export type SetNameHiddenInput = z.input<typeof setNameHiddenInput>
export type ParsedSetNameHidden = z.output<typeof setNameHiddenInput>

export const setAdminBody = z.strictObject({ isAdmin: z.boolean() })
export type SetAdminBody = z.input<typeof setAdminBody>

export const setAdminInput = z.strictObject({
  ...setAdminBody.shape,
  userId: idInput,
  /** The admin who asks, and who must still be one by then. Left out where the operator decides. */
  changedBy: idInput.optional(),
})
export type SetAdminInput = z.input<typeof setAdminInput>
export type ParsedSetAdmin = z.output<typeof setAdminInput>

/** An admin who is locked out, and a new password for that account. */
export const resetAdminInput = z.strictObject({
  /** The user name, whatever the case. */
  username: loginInput.shape.username,
  password: passwordInput,
  /** Leave the API tokens that the admin created as they are. */
  keepTokens: z.boolean().default(false),
})
export type ResetAdminInput = z.input<typeof resetAdminInput>
export type ParsedResetAdmin = z.output<typeof resetAdminInput>

const profileFields = { username: usernameInput.optional(), email: emailInput.optional() }
const changesProfile = (profile: { username?: string | undefined; email?: string | undefined }) =>
  profile.username !== undefined || profile.email !== undefined
const noChange = 'Must change at least one field.'

/** What users may change about themselves. A password changes by its own way, which asks for the old one. */
export const updateProfileBody = z.strictObject(profileFields).refine(changesProfile, noChange)
export type UpdateProfileBody = z.input<typeof updateProfileBody>

export const updateProfileInput = z.strictObject({ ...profileFields, userId: idInput }).refine(changesProfile, noChange)
export type UpdateProfileInput = z.input<typeof updateProfileInput>
export type ParsedUpdateProfile = z.output<typeof updateProfileInput>

/** Any of the six switches; those left out stay as they are. */
export const notificationPreferencesInput = createUpdateSchema(notificationPreferences)
  .pick({
    wagerRaceUpdates: true,
    vipStatusChanges: true,
    promotionalOffers: true,
    monthlyStatements: true,
    emailNotifications: true,
    pushNotifications: true,
  })
  .strict()
export type NotificationPreferencesInput = z.input<typeof notificationPreferencesInput>
export type ParsedNotificationPreferences = z.output<typeof notificationPreferencesInput>

export const updateNotificationPreferencesInput = z.strictObject({
  userId: idInput,
  preferences: notificationPreferencesInput,
})
export type UpdateNotificationPreferencesInput = z.input<typeof updateNotificationPreferencesInput>
export type ParsedUpdateNotificationPreferences = z.output<typeof updateNotificationPreferencesInput>

/** One user, by id. */
export const loadUserInput = z.strictObject({ userId: idInput })
export type LoadUserInput = z.input<typeof loadUserInput>
export type ParsedLoadUser = z.output<typeof loadUserInput>
