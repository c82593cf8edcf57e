import { lookOf } from './line-look.ts'

export function LineSwatch({ index }: { index: number }) {
  const { color, dashes } = lookOf(index)
  return (
    <svg viewBox="0 0 24 6" aria-hidden className="h-1.5 w-6 shrink-0">
      <line x1="0" y1="3" x2="24" y2="3" strokeWidth="3" strokeDasharray={dashes} stroke={color} />
    </svg>
  )
}
