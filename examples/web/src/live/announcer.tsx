import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let message = ''

/** For big news only: a screen reader reads it out when it next falls silent. */
export function announce(text: string): void {
  message = text
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => message)
  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  )
}
