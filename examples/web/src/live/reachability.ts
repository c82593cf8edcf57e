import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let reachable = true

function set(next: boolean): void {
  if (next === reachable) return
  reachable = next
  for (const listener of listeners) listener()
}

/** Every request reports here. An answer of any kind but a server failure proves that the server is there. */
export const noteAnswer = (status: number): void => set(status < 500)
export const noteNoAnswer = (): void => set(false)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

export function useReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reachable)
}

export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine)
}
