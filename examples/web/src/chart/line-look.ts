/** How a line differs from the others: by colour, and by its dashes for who cannot tell the colours apart. */
export type LineLook = { color: string; dashes: string }

const looks: LineLook[] = [
  { color: 'var(--series-1)', dashes: '' },
  { color: 'var(--series-2)', dashes: '' },
  { color: 'var(--series-3)', dashes: '7 4' },
  { color: 'var(--series-4)', dashes: '2 3.5' },
  { color: 'var(--series-5)', dashes: '9 3 2 3' },
]

export const LINES_MAX: number = looks.length

export function lookOf(index: number): LineLook {
  return looks[index % looks.length] ?? { color: 'currentColor', dashes: '' }
}
