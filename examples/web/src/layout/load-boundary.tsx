import { Component, type ReactNode } from 'react'
import { EmptyState } from './empty-state.tsx'
import { SecondaryButton } from './secondary-button.tsx'

type Props = { children: ReactNode; fallback?: ReactNode }

/**
 * Catches what cannot be shown: mostly a script that is gone because a newer version was installed meanwhile. React
 * knows no other way than a class.
 */
export class LoadBoundary extends Component<Props, { failed: boolean }> {
  override state: { failed: boolean } = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return this.props.fallback ?? <CannotShow />
  }
}

function CannotShow() {
  return (
    <main className="mx-auto max-w-xl px-4 py-16">
      <EmptyState title="This page could not be shown">
        <p>There may be a newer version of it.</p>
        <div className="mt-5">
          <SecondaryButton onClick={() => location.reload()}>Load it again</SecondaryButton>
        </div>
      </EmptyState>
    </main>
  )
}
