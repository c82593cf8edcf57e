import { describe, expect, it } from 'vitest'
import { hrefFor, parseRoute } from './route.ts'

describe('parseRoute', () => {
  it('reads back every address it writes', () => {
    const routes = [
      { page: 'home' },
      { page: 'past' },
      { page: 'race', raceId: 12 },
      { page: 'leaderboards', period: 'all_time' },
    ] as const
    for (const route of routes) expect(parseRoute(hrefFor(route))).toEqual(route)
  })

  it('falls back to something useful', () => {
    expect(parseRoute('')).toEqual({ page: 'home' })
    expect(parseRoute('#/race/abc')).toEqual({ page: 'home' })
    expect(parseRoute('#/leaderboards/yearly')).toEqual({ page: 'leaderboards', period: 'weekly' })
  })
})
