import { createContext } from 'react'

/** Asks whoever is signed in to show again who they are. False: they did not. */
export const StepUpContext = createContext<() => Promise<boolean>>(() => Promise.resolve(false))
