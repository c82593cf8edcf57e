import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ProblemError } from '../../api/client.ts'

/** The key of what the server says about the session. */
export const SESSION_KEY = ['GET /api/auth/session'] as const

const SESSION_OVER = new Set(['UNAUTHENTICATED', 'TOTP_SETUP_REQUIRED', 'SECOND_FACTOR_REQUIRED', 'FORBIDDEN'])

/**
 * The desk's own cache, apart from the public pages': nothing of it outlives a sign-out. The one place where the end of
 * a session is noticed, whichever request ran into it, and where what was shown is asked for anew after a change.
 */
export function createDeskClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ProblemError && error.code !== undefined && SESSION_OVER.has(error.code))
      void client.invalidateQueries({ queryKey: SESSION_KEY })
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError, onSuccess: () => void client.invalidateQueries() }),
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', refetchIntervalInBackground: false, staleTime: 2_000 },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return client
}
