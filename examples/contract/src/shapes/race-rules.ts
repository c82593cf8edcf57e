import { raceRulesCodec } from '@goated/races/inputs'
import * as z from 'zod'

const { shape } = raceRulesCodec
type Shape = typeof shape
type JsonShape = { [Rule in keyof Shape]: Shape[Rule] extends z.ZodCodec<infer Json, z.ZodType> ? Json : Shape[Rule] }

const { prizePool: _, currency: __, minWager: ___, timeZone: ____, ...others } = shape

/** The rules that only admins see; those that everybody sees are fields of the race itself. */
export const rulesForAdmins = others

/** All rules as JSON has them, on both sides. */
export const rulesAsJson = Object.fromEntries(
  Object.entries(shape).map(([rule, schema]) => [rule, schema instanceof z.ZodCodec ? schema.in : schema]),
) as unknown as JsonShape
