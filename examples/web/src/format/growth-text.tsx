import { describeGrowth } from './growth.ts'

const looks = { up: 'text-up', down: 'text-down', level: 'text-muted' }

/** Growth against the same time of the period before; null: nothing to compare with. */
export function GrowthText({ growth }: { growth: string | null }) {
  if (growth === null) {
    return (
      <span className="text-muted">
        <span aria-hidden>–</span>
        <span className="sr-only">not known</span>
      </span>
    )
  }
  const { text, direction } = describeGrowth(growth)
  return <span className={`font-medium numeric whitespace-nowrap ${looks[direction]}`}>{text}</span>
}
