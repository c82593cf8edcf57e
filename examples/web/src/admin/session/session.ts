import type { SessionState, SignedInUser } from '@goated/example-contract'
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { call } from '../../api/client.ts'
import { SESSION_KEY } from '../data/desk-client.ts'

export function useSessionState(): UseQueryResult<SessionState> {
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => call('GET /api/auth/session', { signal }),
    // A session ends by itself too.
    refetchInterval: 5 * 60_000,
  })
}

/** Takes over what a step of signing in answered. */
export function useKeepSession(): (state: SessionState) => void {
  const client = useQueryClient()
  return (state) => client.setQueryData(SESSION_KEY, state)
}

/** Whoever may use the desk, if anybody is signed in all the way. */
export function deskUser(session: SessionState | undefined): SignedInUser | null {
  if (session?.state !== 'signed_in' || session.totpSetupRequired || !session.user?.isAdmin) return null
  return session.user
}

export const AdminContext = createContext<SignedInUser | null>(null)

/** Who is signed in. */
export function useAdmin(): SignedInUser {
  const user = useContext(AdminContext)
  if (user === null) throw new Error('useAdmin outside of the desk')
  return user
}
