import type { ReactNode } from 'react'

export type Fact = readonly [term: string, detail: ReactNode]

/** Terms and what they are, side by side where there is room. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2 xl:grid-cols-3">
      {facts.map(([term, detail]) => (
        <div key={term} className="min-w-0">
          <dt className="eyebrow">{term}</dt>
          <dd className="mt-0.5 font-medium wrap-anywhere numeric">{detail}</dd>
        </div>
      ))}
    </dl>
  )
}
