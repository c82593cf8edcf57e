import * as z from 'zod'

/** What went wrong (RFC 9457). Programs go by `code`. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ example: 'INPUT_INVALID' }),
    detail: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Which fields are wrong, and why.' }),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.input<typeof problem>
