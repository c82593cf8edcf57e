import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'

const SayContext = createContext<(text: string) => void>(() => undefined)

/** Says, for a few seconds and to screen readers too, that something was done. */
export function useSay(): (text: string) => void {
  return useContext(SayContext)
}

const SHOWN_MS = 6_000

export function SaidProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ text: string; at: number } | null>(null)
  const say = useCallback((text: string) => setSaid({ text, at: Date.now() }), [])
  useEffect(() => {
    if (said === null) return
    const timer = setTimeout(() => setSaid(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <SayContext value={say}>
      {children}
      <div role="status" className="pointer-events-none fixed inset-x-4 bottom-4 z-30 flex justify-center">
        {said && (
          <p className="rounded-xl border border-up/50 bg-raised px-4 py-3 text-sm font-semibold shadow-xl">
            {said.text}
          </p>
        )}
      </div>
    </SayContext>
  )
}
