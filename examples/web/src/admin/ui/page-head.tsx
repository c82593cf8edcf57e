import { type ReactNode, useEffect } from 'react'
import { Link } from 'react-router'

type Props = {
  title: string
  /** Where this page hangs. */
  above?: { label: string; to: string }
  badge?: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

/** The heading of a page, which is its name in the browser too. */
export function PageHead({ title, above, badge, children, actions }: Props) {
  useEffect(() => {
    const before = document.title
    document.title = `${title} · Admin desk`
    return () => {
      document.title = before
    }
  }, [title])
  return (
    <div>
      {above && (
        <Link
          to={above.to}
          className="mb-2 inline-flex items-center gap-1.5 text-sm font-medium text-muted hover:text-ink"
        >
          <span aria-hidden>←</span> {above.label}
        </Link>
      )}
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <h1 className="text-3xl wrap-anywhere display">{title}</h1>
            {badge}
          </div>
          {children !== undefined && <div className="mt-1.5 text-pretty text-muted">{children}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
