import type { QuarantinedDetail } from '@goated/example-contract'
import { Section } from '../ui/section.tsx'

type Diff = QuarantinedDetail['shapeDiff']

/** Which keys came and went since the last good answer. */
export function ShapeDiff({ diff }: { diff: Diff }) {
  return (
    <Section title="Keys, against the last good answer">
      <div data-testid="shape-diff" className="text-sm">
        {diff === null ? (
          <p className="text-muted">
            They cannot be compared: one of the two is not whole JSON, or there was no good answer yet.
          </p>
        ) : diff.missing.length + diff.added.length === 0 ? (
          <p className="text-muted">The same keys: the shape is not what is wrong.</p>
        ) : (
          <div className="grid gap-6 md:grid-cols-2">
            <Paths title="Missing" sign="−" look="text-down" paths={diff.missing} />
            <Paths title="New" sign="+" look="text-up" paths={diff.added} />
          </div>
        )}
      </div>
    </Section>
  )
}

function Paths({ title, sign, look, paths }: { title: string; sign: string; look: string; paths: readonly string[] }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1.5 eyebrow">
        {title} ({paths.length})
      </h3>
      {paths.length === 0 ? (
        <p className="text-muted">None</p>
      ) : (
        <ul className="space-y-1">
          {paths.map((path) => (
            <li key={path} className="flex gap-2 font-mono">
              <span aria-hidden className={`font-bold ${look}`}>
                {sign}
              </span>
              <span className="min-w-0 wrap-anywhere">{path}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
