import { createUpdateSchema } from 'drizzle-zod'
import * as z from 'zod'
import { notificationPreferences } from '../tables/users.ts'
import { emailInput, idInput, lineInput, passwordInput, usernameInput } from './fields.ts'

/** Signing up. Nothing else about a user can be chosen: not the id, not `isAdmin`. */
export const registerInput = z.strictObject({ username: usernameInput, email: emailInput, password: passwordInput })
export type RegisterInput = z.input<typeof registerInput>
export type ParsedRegister = z.output<typeof registerInput>

/** Signing in. As lenient as can be: rules that changed since someone signed up must not lock them out. */
export const loginInput = z.strictObject({
  /** A user name or an e-mail address. */
  username: lineInput(256).overwrite((name) => name.normalize('NFC')),
  password: z.string().min(1).max(256),
})
export type LoginInput = z.input<typeof loginInput>
export type ParsedLogin = z.output<typeof loginInput>

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
