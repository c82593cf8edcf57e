import { useAsk } from '../data/use-ask.ts'

export type DeskCounts = { flagged: number; owed: number; failures: number }

const EVERY_MS = 30_000
const MANY = 200

/** What waits for somebody, for the navigation. Zero while it is not known. */
export function useDeskCounts(): DeskCounts {
  const options = { everyMs: EVERY_MS }
  const live = useAsk('GET /api/admin/races', { query: { status: 'live', limit: MANY } }, options)
  const settling = useAsk('GET /api/admin/races', { query: { status: 'settling', limit: MANY } }, options)
  const owed = useAsk('GET /api/admin/payouts', { query: { status: 'owed', limit: 1 } }, options)
  const health = useAsk('GET /api/admin/ingest/health', { query: {} }, options)
  const races = [...(live.data?.items ?? []), ...(settling.data?.items ?? [])]
  return {
    flagged: races.reduce((sum, { flaggedEntrants }) => sum + flaggedEntrants, 0),
    owed: owed.data?.total ?? 0,
    failures: health.data?.failures ?? 0,
  }
}
