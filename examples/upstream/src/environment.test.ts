import { expect, test } from 'vitest'
import { readEnvironment } from './environment.ts'

test('everything has a default, and an empty variable counts as absent', () => {
  expect(readEnvironment({ PORT: '', PATH: '/bin' })).toEqual({
    PORT: 4010,
    HOST: '127.0.0.1',
    SEED: '1',
    PLAYERS: 2000,
    SPEED: 1,
    ACTIVITY: 1,
    TIME_ZONE: 'UTC',
    WEEK_STARTS_ON: 1,
    FAULT_CONTROL: false,
  })
})

test.each([
  ['PORT', '70000'],
  ['PLAYERS', '-1'],
  ['PLAYERS', 'many'],
  ['SPEED', '0'],
  ['ACTIVITY', 'high'],
  ['NEWCOMERS_PER_HOUR', '-2'],
  ['TIME_ZONE', 'Mars/Olympus'],
  ['WEEK_STARTS_ON', '8'],
  ['UPSTREAM_TOKEN', 'with space'],
  ['FAULT_CONTROL', 'maybe'],
])('%s=%s is refused by name and not repeated', (name, value) => {
  const read = () => readEnvironment({ [name]: value })
  expect(read).toThrow(new RegExp(`^${name} must be`))
  if (name === 'UPSTREAM_TOKEN') expect(read).not.toThrow(/with space/)
})

test('every wrong variable is named at once', () => {
  expect(() => readEnvironment({ PORT: 'x', SPEED: 'y' })).toThrow(/PORT.*\n.*SPEED/)
})

test('values are read as what they are', () => {
  const settings = readEnvironment({ SPEED: '0.5', FAULT_CONTROL: '1', TIME_ZONE: 'Asia/Tokyo', SEED: 'spring' })
  expect(settings).toMatchObject({ SPEED: 0.5, FAULT_CONTROL: true, TIME_ZONE: 'Asia/Tokyo', SEED: 'spring' })
})
