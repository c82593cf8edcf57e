import type { Address, Answer, NameAt } from '@goated/example-contract'
import {
  keepPreviousData,
  type UseMutationResult,
  useMutation,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query'
import { useContext } from 'react'
import { call, type CallInput, ProblemError } from '../../api/client.ts'
import { StepUpContext } from './step-up-context.ts'

type AskOptions = {
  /** Ask again this often while the page is in front. */
  everyMs?: number | undefined
  /** Show the answer to the question before while this one is on its way: pages and filters of one list. */
  keepPrevious?: boolean
  enabled?: boolean
}

/** Asks a route, and shares the answer with everybody who asks the same. */
export function useAsk<At extends Address>(
  address: At,
  input: CallInput<At>,
  { everyMs, keepPrevious = false, enabled = true }: AskOptions = {},
): UseQueryResult<Answer<NameAt<At>>> {
  return useQuery({
    queryKey: [address, input],
    queryFn: ({ signal }) => call(address, { ...input, signal }),
    refetchInterval: everyMs ?? false,
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  }) as UseQueryResult<Answer<NameAt<At>>>
}

/**
 * Calls a route that changes something. Where the server wants a fresh proof of who is signed in, it is asked for, and the
 * route is called again.
 */
export function useTell<At extends Address>(address: At): UseMutationResult<Answer<NameAt<At>>, Error, CallInput<At>> {
  const stepUp = useContext(StepUpContext)
  return useMutation({
    mutationFn: async (input: CallInput<At>) => {
      try {
        return await call(address, input)
      } catch (error) {
        if (!(error instanceof ProblemError) || error.code !== 'STEP_UP_REQUIRED' || !(await stepUp())) throw error
        return call(address, input)
      }
    },
  })
}
