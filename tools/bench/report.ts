import type { Figure } from './measure.ts'
import type { RowName } from './options.ts'

/** One row of the bench at one number of players. The first figure is ours; the others are set against it. */
export interface Row {
  row: RowName
  players: number
  figures: Figure[]
  /** What the goal compares: a figure of ours and the peer it is measured against. */
  notes?: string[]
}

/** How often the first figure goes into each: above 1 ours is faster, below 1 the peer is. */
export function ratio(ours: Figure, peer: Figure): number | null {
  if (peer.skipped !== undefined || ours.skipped !== undefined || ours.unit !== peer.unit || ours.median === 0)
    return null
  return peer.median / ours.median
}

export function printRow({ row, players, figures, notes }: Row): void {
  console.log(`\n${row}  ${players.toLocaleString('en')} players`)
  const [ours] = figures
  for (const figure of figures) {
    if (figure.skipped !== undefined) {
      console.log(`  ${figure.name.padEnd(26)} skipped: ${figure.skipped}`)
      continue
    }
    const against = ours && figure !== ours ? ratio(ours, figure) : null
    const median = `${readable(figure.median)} ${figure.unit}`.padStart(14)
    const spread =
      figure.runs > 1 ? `(${readable(figure.min)}–${readable(figure.max)}, ${figure.runs} runs)` : '(1 run)'
    console.log(
      `  ${figure.name.padEnd(26)}${median}  ${spread.padEnd(30)}${against === null ? '' : `${readable(against)}x ours`}`,
    )
  }
  for (const note of notes ?? []) console.log(`  ${note}`)
}

export function rowJson({ row, players, figures, notes }: Row): Record<string, unknown> {
  const [ours] = figures
  return {
    row,
    players,
    figures: figures.map((figure) => ({ ...figure, ratio: ours && figure !== ours ? ratio(ours, figure) : null })),
    notes: notes ?? [],
  }
}

export function readable(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en')
  return value >= 100
    ? value.toFixed(0)
    : value >= 10
      ? value.toFixed(1)
      : value >= 0.1
        ? value.toFixed(2)
        : value.toFixed(3)
}
