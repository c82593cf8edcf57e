import { type ReactNode, useId } from 'react'

type Props = { title: string; description?: ReactNode; actions?: ReactNode; children: ReactNode; flush?: boolean }

/** A titled card. `flush`: what is in it goes from edge to edge, as tables do. */
export function Section({ title, description, actions, children, flush = false }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="card">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 p-4 sm:px-6 sm:pt-5">
        <div className="min-w-0">
          <h2 id={id} className="text-lg display">
            {title}
          </h2>
          {description !== undefined && <div className="mt-1 text-sm text-pretty text-muted">{description}</div>}
        </div>
        {actions}
      </div>
      {flush ? children : <div className="px-4 pb-5 sm:px-6 sm:pb-6">{children}</div>}
    </section>
  )
}
