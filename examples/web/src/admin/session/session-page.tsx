import { type ReactNode, useEffect } from 'react'
import { Link } from 'react-router'

/** The page around everything that comes before the desk. */
export function SessionPage({ children }: { children: ReactNode }) {
  useEffect(() => {
    document.title = 'Sign in · Admin desk'
  }, [])
  return (
    <div className="flex min-h-dvh flex-col items-center justify-center gap-6 bg-page px-4 py-10">
      <main className="w-full max-w-md">
        <div className="mb-6 flex items-center justify-center gap-2.5">
          <svg viewBox="0 0 24 20" className="h-6 w-7 text-gold-fill" aria-hidden fill="currentColor">
            <path d="M1 7h6v8H1zM9 0h6v15H9zM17 10h6v5h-6zM1 17h22v3H1z" />
          </svg>
          <p className="text-xl display tracking-tight">Admin desk</p>
        </div>
        <div className="card p-5 sm:p-8">{children}</div>
        <p className="mt-6 text-center text-sm">
          <Link to="/" className="text-muted underline underline-offset-4 hover:text-ink">
            To the public board
          </Link>
        </p>
      </main>
    </div>
  )
}
