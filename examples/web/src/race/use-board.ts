import type { RaceSnapshot, RaceUpdate } from '@goated/example-contract'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call } from '../api/client.ts'
import { useFeed, useFeedStatus, usePollInterval, useTopic } from '../live/feed-context.ts'
import { type Board, LIVE_PLACES, applyUpdate, boardFromSnapshot } from './board.ts'

export const boardKey = (raceId: number | null) => ['board', raceId] as const

async function fetchBoard(raceId: number, signal: AbortSignal): Promise<Board> {
  const [race, page] = await Promise.all([
    call('GET /api/races/:id', { params: { id: raceId }, signal }),
    call('GET /api/races/:id/standings', { params: { id: raceId }, query: { limit: LIVE_PLACES }, signal }),
  ])
  return { race, standings: page.items, total: page.total }
}

// What the socket wrote while the request was on its way is newer than the answer.
async function fetchUnlessOvertaken(client: QueryClient, raceId: number, signal: AbortSignal): Promise<Board> {
  const before = client.getQueryData<Board>(boardKey(raceId))
  const fetched = await fetchBoard(raceId, signal)
  const now = client.getQueryData<Board>(boardKey(raceId))
  return now !== undefined && now !== before ? now : fetched
}

/** A race and its top places: pushed by the socket, polled while there is none. */
export function useBoard(raceId: number | null) {
  const client = useQueryClient()
  const feed = useFeed()
  const status = useFeedStatus()
  const pollMs = usePollInterval()
  const topic = raceId === null ? null : `race:${raceId}`
  const version = useRef<{ topic: string; number: number } | null>(null)

  const query = useQuery({
    queryKey: boardKey(raceId),
    queryFn: ({ signal }) => fetchUnlessOvertaken(client, raceId ?? 0, signal),
    enabled: raceId !== null,
    refetchInterval: pollMs,
  })

  useTopic(topic, (message) => {
    if (message.type === 'snapshot') {
      version.current = { topic: message.topic, number: message.version }
      client.setQueryData<Board>(boardKey(raceId), boardFromSnapshot(message.data as RaceSnapshot))
      return
    }
    // Without a snapshot to build on, a change says nothing; the snapshot is on its way.
    if (message.type !== 'update' || version.current?.topic !== message.topic) return
    if (message.version !== version.current.number + 1) {
      version.current = null
      feed.resubscribe(message.topic)
      return
    }
    version.current.number = message.version
    client.setQueryData<Board>(boardKey(raceId), (board) => board && applyUpdate(board, message.data as RaceUpdate))
  })

  return {
    board: query.data,
    error: query.error,
    unreachable: query.isError && status !== 'open',
    retry: () => void query.refetch(),
  }
}
