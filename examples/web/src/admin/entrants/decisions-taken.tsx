import type { EntrantDetail } from '@goated/example-contract'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Instant } from '../ui/instant.tsx'
import { Section } from '../ui/section.tsx'
import { decisionNames } from './decision-wording.ts'

type Decision = EntrantDetail['decisions'][number]

const columns: Column<Decision>[] = [
  { header: 'Decision', names: true, cell: ({ kind }) => decisionNames[kind] },
  { header: 'Reason', cell: ({ reason }) => <span className="wrap-anywhere">{reason}</span> },
  { header: 'Holds from the reading of', cell: ({ effectiveFrom }) => <Instant at={effectiveFrom} /> },
  { header: 'Decided', cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { header: 'By', cell: ({ decidedBy }) => decidedBy ?? 'Somebody since deleted' },
]

export function DecisionsTaken({ decisions }: { decisions: readonly Decision[] }) {
  return (
    <Section title="Decisions taken" flush>
      <DataTable caption="Decisions taken" columns={columns} rows={decisions} rowKey={({ id }) => id} />
    </Section>
  )
}
