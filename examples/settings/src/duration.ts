import { z } from 'zod'

const unitsMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** A length of time such as `500ms`, `90s`, `15m`, `2h` or `30d`, in milliseconds. */
export const duration = z
  .string()
  .regex(/^\d{1,9}(?:ms|s|m|h|d)$/, 'Must be a number and a unit, such as 500ms, 90s, 15m, 2h or 30d.')
  .transform((text) => parseInt(text, 10) * (unitsMs[text.replace(/^\d+/, '')] ?? 0))
