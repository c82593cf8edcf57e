import { describe, expect, it } from 'vitest'
import * as z from 'zod'

/** What only the server knows; a client that could send one of these would act as someone else, or on another row. */
const serverFields = new Set(
  [
    ['by', 'createdBy', 'settledBy', 'correctedBy', 'ip', 'userAgent', 'token'],
    ['except', 'sessionId', 'changedBy', 'createdByToken', 'raceId', 'adjustmentId', 'payoutId'],
  ].flat(),
)

const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType

/**
 * What every input of a package must hold, tested with one good value of each.
 *
 * @param inputs the package's `/inputs`
 * @param samples one good value of every object that an input or a body describes
 */
export function describeInputs(inputs: Record<string, unknown>, samples: Record<string, object>): void {
  const schemas = Object.entries(inputs).filter(
    (entry): entry is [string, z.ZodType] => /(?:Input|Body)$/.test(entry[0]) && isSchema(entry[1]),
  )
  const objects = schemas.filter((entry): entry is [string, z.ZodObject] => entry[1] instanceof z.ZodObject)
  const inputOf = (body: string) => objects.find(([name]) => name === body.replace(/Body$/, 'Input'))

  describe('every input', () => {
    it('has a sample, and every sample an input', () => {
      expect(objects.map(([name]) => name).sort()).toEqual(Object.keys(samples).sort())
    })

    it.each(objects)('%s takes its sample', (name, schema) => {
      expect(schema.safeParse(samples[name]).error).toBeUndefined()
    })

    it.each(objects)('%s takes again what came out of it', (name, schema) => {
      const out = schema.parse(samples[name])
      expect(schema.parse(out)).toEqual(out)
    })

    it.each(objects)('%s takes no field it does not name', (name, schema) => {
      for (const field of [
        'isAdmin',
        'is_admin',
        'id',
        'password',
        'status',
        'verifiedAt',
        'createdAt',
        'constructor',
      ]) {
        if (Object.hasOwn(schema.shape, field)) continue
        const { error } = schema.safeParse({ ...samples[name], [field]: 1 })
        expect(error?.issues, field).toMatchObject([{ code: 'unrecognized_keys', keys: [field] }])
      }
      const polluted: unknown = JSON.parse(
        `{"__proto__":{"isAdmin":true},${JSON.stringify(samples[name]).slice(1)}`.replace(',}', '}'),
      )
      expect(schema.safeParse(polluted).success).toBe(false)
    })

    it.each(objects)('%s refuses a wrong type in every field, and names it', (name, schema) => {
      for (const field of Object.keys(schema.shape)) {
        for (const wrong of [Symbol('x'), () => 1, NaN, [[]]]) {
          const { error } = schema.safeParse({ ...samples[name], [field]: wrong })
          expect(error?.issues[0]?.path[0], field).toBe(field)
        }
      }
    })

    it.each(objects)('%s limits every text', (name, schema) => {
      for (const field of Object.keys(schema.shape))
        expect(schema.safeParse({ ...samples[name], [field]: 'a'.repeat(30_000) }).success, field).toBe(false)
    })

    it.each(schemas)('%s can be described in OpenAPI', (_name, schema) => {
      const described = z.toJSONSchema(schema, { io: 'input' })
      expect(described.type).toBeDefined()
      if (schema instanceof z.ZodObject) expect(described.additionalProperties).toBe(false)
    })
  })

  const bodies = objects.filter(([name]) => name.endsWith('Body'))
  if (bodies.length === 0) return

  describe('every body', () => {
    it.each(bodies)('%s is the input without what only the server knows', (name, body) => {
      const fields = Object.keys(body.shape)
      expect(fields.filter((field) => serverFields.has(field))).toEqual([])
      const added = Object.keys(inputOf(name)?.[1].shape ?? {}).filter((field) => !fields.includes(field))
      expect(added.length).toBeGreaterThan(0)
      // Where it is added, `userId` is whoever asks; elsewhere it is the person that an admin acts on.
      for (const field of added) expect(serverFields.has(field) || field === 'userId', field).toBe(true)
    })

    it.each(bodies)('%s and its input check the same rules', (name, body) => {
      const [input, schema] = inputOf(name) ?? []
      const sample = samples[input ?? ''] ?? {}
      const fromServer = Object.fromEntries(
        Object.entries(sample).filter(([field]) => !Object.hasOwn(body.shape, field) || field === 'source'),
      )
      for (const value of brokenVersions(samples[name] ?? {}))
        expect(schema?.safeParse({ ...value, ...fromServer }).success, JSON.stringify(value)).toBe(
          body.safeParse(value).success,
        )
    })
  })
}

/** A good value, and the same with each field left out, with any two dates swapped, and with each text made another. */
function brokenVersions(good: object): object[] {
  const fields = Object.keys(good)
  const without = fields.map((field) => Object.fromEntries(Object.entries(good).filter(([name]) => name !== field)))
  const dates = Object.entries(good).filter(([, value]) => typeof value === 'string' && /^\d{4}-/.test(value))
  const [first, second] = dates
  const swapped = first && second ? [{ ...good, [first[0]]: second[1], [second[0]]: first[1] }] : []
  const custom = 'type' in good || 'anchorStart' in good ? [{ ...good, type: 'custom' }] : []
  return [{}, good, ...without, ...swapped, ...custom]
}
