import type { PrizePreview } from '@goated/example-contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call, ProblemError } from '../../api/client.ts'
import { isDecimal } from '../ui/decimal-text.ts'
import { type FieldErrors, toFieldErrors } from './field-errors.ts'
import { toDistribution } from './prize-distribution.ts'
import type { RaceDraft } from './race-draft.ts'

const PAUSE_MS = 350

export type PrizePreviewState =
  /** There is nothing to ask about yet. */
  | { state: 'incomplete' }
  | { state: 'loading' }
  | { state: 'split'; preview: PrizePreview; outdated: boolean }
  /** The server says why this is no split. */
  | { state: 'refused'; errors: FieldErrors }
  | { state: 'unreachable'; error: Error }

/** What the server would make of the prize table, asked once the typing pauses. Only the server counts cents. */
export function usePrizePreview({ prizePool, prizeKind, prizes }: RaceDraft): PrizePreviewState {
  const { distribution, errors } = toDistribution(prizeKind, prizes)
  const askable = Object.keys(errors).length === 0 && isDecimal(prizePool)
  const text = JSON.stringify({ prizePool: prizePool.trim(), prizeDistribution: distribution })
  const settled = usePaused(text)
  const query = useQuery({
    queryKey: ['POST /api/admin/races/preview', settled],
    queryFn: ({ signal }) =>
      call('POST /api/admin/races/preview', { body: JSON.parse(settled) as PreviewBody, signal }),
    enabled: askable && settled === text,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!askable) return { state: 'incomplete' }
  if (query.error instanceof ProblemError && settled === text)
    return query.error.status < 500 && query.error.status !== 401
      ? { state: 'refused', errors: toFieldErrors(query.error) }
      : { state: 'unreachable', error: query.error }
  if (query.error !== null && settled === text) return { state: 'unreachable', error: query.error }
  if (query.data === undefined) return { state: 'loading' }
  return { state: 'split', preview: query.data, outdated: settled !== text || query.isPlaceholderData }
}

type PreviewBody = Parameters<typeof call<'POST /api/admin/races/preview'>>[1]['body']

/** A text once it has not changed for a moment. */
function usePaused(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
