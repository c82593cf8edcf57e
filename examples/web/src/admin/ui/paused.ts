import { createContext, useContext } from 'react'

/** True while the session has ended and the page waits, out of sight, for whoever signs in again. */
export const PausedContext = createContext(false)

export function usePaused(): boolean {
  return useContext(PausedContext)
}
