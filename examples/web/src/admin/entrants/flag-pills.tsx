import { Pill } from '../ui/pill.tsx'
import { describeFlag } from './flag-wording.ts'

export function FlagPills({ flags, disqualified }: { flags: readonly string[]; disqualified: boolean }) {
  if (flags.length === 0 && !disqualified) return <span className="text-muted">None</span>
  return (
    <span className="inline-flex flex-wrap justify-end gap-1 @3xl:justify-start">
      {disqualified && <Pill tone="bad">Disqualified</Pill>}
      {flags.map((flag) => {
        const { label, tone } = describeFlag(flag)
        return (
          <Pill key={flag} tone={tone}>
            {label}
          </Pill>
        )
      })}
    </span>
  )
}
