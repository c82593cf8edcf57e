import * as z from 'zod'

/** A code of an authenticator app, or a recovery code, as typed. */
export const codeInput = z.string().trim().min(1).max(64)

export const passwordAgain = z.string().min(1).max(256)
