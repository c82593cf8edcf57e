import { idInput, instantInput, lineInput } from '@goated/schema/inputs'
import { TOKEN_SCOPES } from '@goated/schema/vocabulary'
import * as z from 'zod'

/** A key for a program. Without `expiresAt` it works until it is revoked, or until the token that creates it ends. */
export const createApiTokenBody = z.strictObject({
  name: lineInput(100),
  scopes: z
    .array(z.enum(TOKEN_SCOPES))
    .min(1)
    .max(TOKEN_SCOPES.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'Must not name a scope twice.'),
  expiresAt: instantInput.optional(),
})

export const createApiTokenInput = z.strictObject({
  ...createApiTokenBody.shape,
  createdBy: idInput,
  /** The token that asks, where it is not the admin in person: the new one gets no more than this one has. */
  createdByToken: idInput.optional(),
})
export type CreateApiTokenInput = z.input<typeof createApiTokenInput>

export const revokeApiTokenInput = z.strictObject({ tokenId: idInput })
export type RevokeApiTokenInput = z.input<typeof revokeApiTokenInput>
