import type { ProgressionPoint } from '@goated/races'
import { formatAmount } from '@goated/schema'

/** The points of a chart as answers have them. */
export function progressionJson(points: readonly ProgressionPoint[]) {
  return points.map(({ at, total }) => ({ at: at.toISOString(), total: formatAmount(total) }))
}
