import * as z from 'zod'
import { id, instant } from './fields.ts'

/** Who is signed in. */
export const signedInUser = z
  .object({
    id,
    username: z.string(),
    email: z.string().nullable(),
    isAdmin: z.boolean(),
    nameHidden: z.boolean(),
    hasTotp: z.boolean(),
  })
  .meta({ id: 'SignedInUser' })
export type SignedInUser = z.input<typeof signedInUser>

/** How far somebody has come with signing in. */
export const sessionState = z
  .object({
    state: z.enum(['signed_out', 'totp_required', 'signed_in']),
    user: signedInUser.nullable(),
    totpSetupRequired: z
      .boolean()
      .meta({ description: 'An admin without a second factor: nothing but setting one up is allowed.' }),
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'SessionState' })
export type SessionState = z.input<typeof sessionState>

export const totpEnrolment = z
  .object({
    secret: z.string().meta({ description: 'To type in where the code cannot be scanned; shown only now.' }),
    uri: z.string().meta({ description: 'otpauth://, for a QR code.' }),
  })
  .meta({ id: 'TotpEnrolment' })

export const recoveryCodes = z
  .object({ recoveryCodes: z.array(z.string()).meta({ description: 'Each good for one sign-in; shown only now.' }) })
  .meta({ id: 'RecoveryCodes' })

/** One of the sessions of whoever is signed in. */
export const ownSession = z
  .object({
    id,
    current: z.boolean().meta({ description: 'The session that asks.' }),
    awaitsCode: z.boolean().meta({ description: 'The password was right; the second factor was not shown yet.' }),
    device: z.string().nullable().meta({ description: 'Browser and system, as far as they tell.' }),
    network: z.string().meta({ description: 'The address; of IPv6 its network.' }),
    createdAt: instant,
    lastSeenAt: instant,
    expiresAt: instant.meta({ description: 'When it ends if it is not used again.' }),
  })
  .meta({ id: 'OwnSession' })
export type OwnSession = z.input<typeof ownSession>

export const ownSessions = z.object({ items: z.array(ownSession) }).meta({ id: 'OwnSessions' })

export const endedSessions = z.object({ ended: z.int() }).meta({ id: 'EndedSessions' })
