import type { Amount } from '../format/amount.ts'

/** One line of a chart: amounts as they became known, in order of time. Between two points the earlier one holds. */
export type Line = { key: string; name: string; points: { at: number; amount: Amount }[] }

/** All lines at one moment; null before a line begins. */
export type Moment = { at: number; amounts: (Amount | null)[] }

/** Every moment at which a line changes, with what all of them were then. */
export function momentsOf(lines: Line[]): Moment[] {
  const times = [...new Set(lines.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b)
  const next = lines.map(() => 0)
  const amounts: (Amount | null)[] = lines.map(() => null)
  return times.map((at) => {
    for (const [index, { points }] of lines.entries()) {
      for (let point = points[next[index] ?? 0]; point && point.at <= at; point = points[next[index] ?? 0]) {
        amounts[index] = point.amount
        next[index] = (next[index] ?? 0) + 1
      }
    }
    return { at, amounts: [...amounts] }
  })
}

/** At most `most` moments, evenly spread, the last one among them. */
export function thinOut(moments: Moment[], most: number): Moment[] {
  if (moments.length <= most) return moments
  const last = moments.length - 1
  return Array.from({ length: most }, (_, index) => moments[Math.round((index * last) / (most - 1))]).filter(
    (moment) => moment !== undefined,
  )
}
