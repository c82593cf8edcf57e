/** What the axes of all charts share. */
export const axisLook = {
  stroke: 'var(--muted)',
  tick: { fill: 'var(--muted)', fontSize: 12 },
  tickLine: false,
  axisLine: { stroke: 'var(--line)' },
} as const

type Props = { title: string; lines: readonly (readonly [name: string, value: string, colour?: string])[] }

/** What a chart says about the point under the pointer. */
export function ChartNote({ title, lines }: Props) {
  return (
    <div className="rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-xl">
      <p className="font-semibold numeric">{title}</p>
      {lines.map(([name, value, colour]) => (
        <p key={name} className="mt-0.5 flex items-center justify-between gap-4 text-muted">
          <span className="flex items-center gap-1.5">
            {colour !== undefined && <span className="size-2 rounded-sm" style={{ background: colour }} />}
            {name}
          </span>
          <span className="font-medium text-ink numeric">{value}</span>
        </p>
      ))}
    </div>
  )
}
