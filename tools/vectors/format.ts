import { z } from 'zod'

/** The format of a vector file: see docs/reference/vectors.md. */

const decimal = z.union([z.string(), z.number()]).transform(String)
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
/** ISO 1 (Monday) to 7 (Sunday); 0 is Sunday too, and names are understood. */
const weekday = z.union([
  z
    .int()
    .min(0)
    .max(7)
    .transform((day) => (day === 0 ? 7 : day)),
  z
    .string()
    .transform((name) => weekdays.findIndex((day) => day.startsWith(name.toLowerCase().slice(0, 3))) + 1)
    .refine((day) => day > 0, 'an English weekday'),
])

const counters = z.object({
  allTime: decimal,
  month: decimal.nullish(),
  week: decimal.nullish(),
  today: decimal.nullish(),
})

const decisionKind = z.enum(['rebase', 'accept', 'confirm'])

const raceTotalVector = z.object({
  name: z.string(),
  race: z.object({ start: time, end: time }),
  calendar: z.object({ timeZone: z.string().default('UTC'), weekStartsOn: weekday.default(1) }).optional(),
  uid: z.string(),
  joinedAt: time.nullish(),
  decision: z
    .union([decisionKind, z.object({ kind: decisionKind, from: time.optional(), at: time.optional() })])
    .nullish(),
  polls: z.array(z.object({ at: time, complete: z.boolean().default(true), users: z.record(z.string(), counters) })),
  expect: z.array(
    z.object({
      asOf: time,
      total: decimal,
      flagged: z.boolean().optional(),
      state: z.enum(['upcoming', 'live', 'settling', 'settled']).optional(),
    }),
  ),
})

const prizeVector = z.object({
  name: z.string(),
  pool: decimal,
  distribution: z.array(
    z.object({ from: z.number(), to: z.number().optional(), percent: decimal.optional(), amount: decimal.optional() }),
  ),
  ties: z.enum(['split', 'earliest']).optional(),
  unclaimed: z.enum(['retain', 'redistribute']).optional(),
  minWager: decimal.optional(),
  standings: z.array(z.object({ uid: z.string(), total: decimal, reachedAt: time })),
  expect: z.union([z.object({ prizes: z.record(z.string(), z.string()) }), z.object({ error: z.string() })]),
})

export const vectorFile = z.object({
  raceTotals: z.array(raceTotalVector).default([]),
  prizes: z.array(prizeVector).default([]),
})
export type RaceTotalVector = z.output<typeof raceTotalVector>
export type PrizeVector = z.output<typeof prizeVector>
