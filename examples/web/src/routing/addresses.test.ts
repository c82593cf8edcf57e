import { describe, expect, it } from 'vitest'
import { addressOfOldLink, idFrom, periodFrom, playerAddress, playerFrom } from './addresses.ts'

describe('addressOfOldLink', () => {
  it('leads every old page to its new address', () => {
    expect(addressOfOldLink('#/')).toBe('/')
    expect(addressOfOldLink('#/race/12')).toBe('/races/12')
    expect(addressOfOldLink('#/leaderboards/all_time')).toBe('/leaderboards/all_time')
    expect(addressOfOldLink('#/leaderboards/yearly')).toBe('/leaderboards/weekly')
    expect(addressOfOldLink('#/past')).toBe('/archive')
  })

  it('leads nonsense home, and leaves other fragments alone', () => {
    expect(addressOfOldLink('#/race/abc')).toBe('/')
    expect(addressOfOldLink('#main')).toBeNull()
    expect(addressOfOldLink('')).toBeNull()
  })
})

it('takes only whole positive numbers for ids', () => {
  expect(idFrom('12')).toBe(12)
  for (const text of [undefined, '', '0', '-1', '1.5', '1e3', '12a']) expect(idFrom(text)).toBeNull()
})

it('knows the periods', () => {
  expect(periodFrom('monthly')).toBe('monthly')
  expect(periodFrom('yearly')).toBeNull()
})

it('puts any name into an address', () => {
  expect(playerAddress('a/b c?é')).toBe('/players/a%2Fb%20c%3F%C3%A9')
})

it('finds any name in its address again', () => {
  for (const name of ['.', '..', '~.', 'a/b', 'a%2Fb', '100%', '?', '#', '\\', ' ', '.bob', '🐐'])
    expect(playerFrom(new URL(playerAddress(name), 'https://board.example.org').pathname)).toBe(name)
  for (const address of ['/players/', '/players', '/players/%E0%A4%A', '/races/1'])
    expect(playerFrom(address)).toBeNull()
})
