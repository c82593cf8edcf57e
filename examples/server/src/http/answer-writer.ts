import * as z from 'zod'

/**
 * Makes the function that turns what a handler returned into JSON, by the answer's schema. Only what the contract names
 * leaves the house.
 */
export function answerWriter(schema: z.ZodType): (value: unknown) => unknown {
  // Without a codec both directions give the same, and this one takes half as long.
  if (!hasCodec(schema)) return (value) => schema.parse(value)
  return (value) => z.encode(schema, value)
}

function hasCodec(schema: z.ZodType): boolean {
  let found = false
  z.toJSONSchema(schema, {
    unrepresentable: 'any',
    override({ zodSchema }) {
      found ||= zodSchema instanceof z.ZodCodec
    },
  })
  return found
}
