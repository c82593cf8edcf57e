import { EventEmitter } from 'eventemitter3'
import type { RecordedEvent } from './outbox.ts'

/** Hands events on inside one process. Listen to one name, or to `event` for all. */
export type EventBus = EventEmitter<string, RecordedEvent>

export function createEventBus(): EventBus {
  return new EventEmitter<string, RecordedEvent>()
}

/**
 * Publishes events that are committed, in order. A listener that throws does not keep the others from hearing:
 * `onError` is told, and what is stored stays stored.
 */
export function publishEvents(
  bus: EventBus,
  events: readonly RecordedEvent[],
  onError: (error: unknown, event: RecordedEvent) => void,
): void {
  for (const event of events)
    for (const name of [event.name, 'event'])
      for (const listener of bus.listeners(name)) {
        try {
          listener(event)
        } catch (error) {
          onError(error, event)
        }
      }
}
