import { expect, test } from 'vitest'
import { createEventBus, publishEvents } from './event-bus.ts'

const event = (name: string, id: string) => ({ name, id, payload: {} })

test('every listener hears its events in order, whatever another one does', () => {
  const bus = createEventBus()
  const heard: string[] = []
  const failed: unknown[] = []
  bus.on('race.started', () => {
    throw new Error('broken listener')
  })
  bus.on('race.started', ({ id }) => heard.push(`started ${id}`))
  bus.on('event', ({ name }) => heard.push(`any ${name}`))
  publishEvents(bus, [event('race.started', '1'), event('race.completed', '2')], (error) => failed.push(error))
  expect(heard).toEqual(['started 1', 'any race.started', 'any race.completed'])
  expect(failed).toHaveLength(1)
})
