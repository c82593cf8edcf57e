import { idInput, lineInput, pagingInput } from '@goated/schema/inputs'
import { ACTOR_KINDS } from '@goated/schema/vocabulary'
import * as z from 'zod'

const detailsLengthMax = 16_384

// As JSON escapes it: Postgres stores neither NUL nor half a surrogate pair.
const unstorableInJson = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

const actionInput = lineInput(64)

const targetKindInput = lineInput(64)

const targetIdInput = lineInput(256)

/** One entry of the audit log. Only servers write it, so it has no body. No secrets in `details`: it is kept for good. */
export const recordAuditInput = z
  .strictObject({
    actorKind: z.enum(ACTOR_KINDS),
    actorUserId: idInput.optional(),
    actorTokenId: idInput.optional(),
    /** What was done, such as `race.cancelled`. */
    action: actionInput,
    targetKind: targetKindInput.optional(),
    targetId: targetIdInput.optional(),
    details: z
      .record(z.string(), z.json())
      .refine((details) => {
        const text = JSON.stringify(details)
        return text.length <= detailsLengthMax && !unstorableInJson.test(text)
      }, `Must be storable, and at most ${detailsLengthMax} characters of JSON.`)
      .default({}),
    ip: lineInput(64).optional(),
    requestId: lineInput(128).optional(),
  })
  .refine(({ actorKind, actorUserId }) => actorKind !== 'user' || actorUserId !== undefined, {
    path: ['actorUserId'],
    error: 'Required when a user acts.',
  })
  .refine(({ actorKind, actorTokenId }) => actorKind !== 'token' || actorTokenId !== undefined, {
    path: ['actorTokenId'],
    error: 'Required when a token acts.',
  })
export type RecordAuditInput = z.input<typeof recordAuditInput>

export const listAuditInput = pagingInput.extend({
  action: actionInput.optional(),
  actorUserId: idInput.optional(),
  targetKind: targetKindInput.optional(),
  targetId: targetIdInput.optional(),
})
export type ListAuditInput = z.input<typeof listAuditInput>
