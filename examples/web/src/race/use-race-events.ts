import type { RaceEvent } from '@goated/example-contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTopic } from '../live/feed-context.ts'
import { boardKey } from './use-board.ts'

/** The start and end of races, wherever the visitor is on the page. */
export function useRaceEvents(): void {
  const client = useQueryClient()
  useTopic('races', (message) => {
    if (message.type !== 'event') return
    const event = message.data as RaceEvent
    void client.invalidateQueries({ queryKey: ['current-race'] })
    void client.invalidateQueries({ queryKey: ['open-races'] })
    void client.invalidateQueries({ queryKey: boardKey(event.raceId) })
    if (event.name === 'race.completed') void client.invalidateQueries({ queryKey: ['past-races'] })
  })
}
