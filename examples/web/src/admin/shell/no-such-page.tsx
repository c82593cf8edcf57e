import { EmptyState } from '../../layout/empty-state.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { PageHead } from '../ui/page-head.tsx'

export function NoSuchPage() {
  return (
    <>
      <PageHead title="Not found" />
      <div className="card">
        <EmptyState title="There is nothing at this address">
          <ButtonLink to="/admin/races">To the races</ButtonLink>
        </EmptyState>
      </div>
    </>
  )
}
